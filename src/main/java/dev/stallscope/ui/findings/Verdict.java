package dev.stallscope.ui.findings;

import dev.stallscope.diagnosis.RuleInfo;

/**
 * What a rule says where it found nothing.
 *
 * @param sentence what was measured, why it cannot be judged, or how the rule failed
 */
record Verdict(RuleInfo rule, String sentence) {}
