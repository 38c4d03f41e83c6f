package dev.stallscope.analysis;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleResult;
import dev.stallscope.measure.Measurements;
import java.util.List;

/**
 * All that is known of one capture: an immutable snapshot.
 *
 * @param findings by time lost, the greatest first
 * @param rules what each rule had to say, in the order of the catalogue
 * @param keys which TLS connections there are keys for, and which were decrypted
 * @param lostTimes what findings call lost: what charts show in red
 */
public record Analysis(
    Measurements measurements,
    List<Finding> findings,
    List<RuleResult> rules,
    KeyCoverage keys,
    LostTimes lostTimes) {}
