package dev.stallscope.ui.control.detail;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.report.CauseShares;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.Comparator;
import java.util.List;

/** Where some time went, as the parts of a whole, the largest first. */
public final class TimeSection {
  private TimeSection() {}

  /**
   * The section; only what findings tell of is lost.
   *
   * @param findings those that concern what the time is of
   */
  public static Section.Shares of(List<CauseInterval> intervals, List<Finding> findings) {
    List<Section.Share> shares =
        CauseShares.of(intervals, CauseShares.told(findings.stream()), _ -> 1).stream()
            .map(
                share ->
                    new Section.Share(
                        share.name(), DurationText.of(share.nanos()), share.nanos(), share.tone()))
            .sorted(Comparator.comparingDouble(Section.Share::weight).reversed())
            .toList();
    return new Section.Shares(Texts.of("detail.time"), shares);
  }
}
