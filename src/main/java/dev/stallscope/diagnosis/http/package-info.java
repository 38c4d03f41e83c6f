/**
 * Troubles of HTTP, one file for each: connections that are not kept, answers that are too large,
 * sent as they are, sent again, or sent elsewhere.
 *
 * <p>What the rules share are facts, not verdicts: a {@link dev.stallscope.diagnosis.http.WebCall}
 * is an exchange whose request could be read, and {@link
 * dev.stallscope.diagnosis.http.CallTemplate} names what was asked without numbers and secrets.
 */
@NullMarked
package dev.stallscope.diagnosis.http;

import org.jspecify.annotations.NullMarked;
