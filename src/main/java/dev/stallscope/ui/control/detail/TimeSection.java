package dev.stallscope.ui.control.detail;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.StallCause;
import dev.stallscope.report.CauseShares;
import dev.stallscope.report.StallText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where some time went, as the parts of a whole, the largest first. */
public final class TimeSection {
  private TimeSection() {}

  /**
   * The section; only what findings tell of is lost. A rule may have another id than the cause that
   * it tells of, but not other words for it.
   *
   * @param findings those that concern what the time is of
   */
  public static Section.Shares of(List<CauseInterval> intervals, List<Finding> findings) {
    Set<String> troubles =
        findings.stream()
            .filter(finding -> finding.severity() != Severity.INFO)
            .map(finding -> StallText.ofRule(finding.rule().id()))
            .collect(Collectors.toSet());
    Set<StallCause> told =
        intervals.stream()
            .map(CauseInterval::cause)
            .filter(cause -> troubles.contains(StallText.of(cause)))
            .collect(Collectors.toSet());
    List<Section.Share> shares =
        CauseShares.of(intervals, told, _ -> 1).stream()
            .map(
                share ->
                    new Section.Share(
                        share.name(), DurationText.of(share.nanos()), share.nanos(), share.tone()))
            .sorted(Comparator.comparingDouble(Section.Share::weight).reversed())
            .toList();
    return new Section.Shares(Texts.of("detail.time"), shares);
  }
}
