/**
 * The findings by time lost, and the selected one as prose: what happened, who has to act, the
 * proof, what to do, how sure.
 *
 * <p>{@link dev.stallscope.ui.findings.FindingsViewModel} knows what is shown and hidden; {@link
 * dev.stallscope.ui.findings.FindingMarkdown} writes a finding for an issue or a chat.
 */
@NullMarked
package dev.stallscope.ui.findings;

import org.jspecify.annotations.NullMarked;
