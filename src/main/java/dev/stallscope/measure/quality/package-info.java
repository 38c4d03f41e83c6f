/**
 * What the capture as a whole can carry: where its clock stepped, and where on the path it was
 * taken (STALLS 0.4, 0.5).
 */
@NullMarked
package dev.stallscope.measure.quality;

import org.jspecify.annotations.NullMarked;
