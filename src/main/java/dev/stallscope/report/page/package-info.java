/**
 * A report's page that fits on one slide, as marks: no toolkit, no pixels.
 *
 * <p>A {@link dev.stallscope.report.page.Story} says what is told: one finding, and the exchange
 * that shows it best. {@link dev.stallscope.report.page.ReportPage} puts the parts under each
 * other: headline, time account, waterfall, packets, who has to act. Every text is measured before
 * it is placed and ends with an ellipsis where it finds no room.
 */
@NullMarked
package dev.stallscope.report.page;

import org.jspecify.annotations.NullMarked;
