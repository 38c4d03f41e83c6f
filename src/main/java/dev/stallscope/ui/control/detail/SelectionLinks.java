package dev.stallscope.ui.control.detail;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.report.Labels;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Selection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Links that select exchanges and findings. */
public final class SelectionLinks {
  /** More links than that nobody follows; the waterfall has all of them. */
  private static final int MOST = 8;

  private final Selection selection;

  public SelectionLinks(Selection selection) {
    this.selection = selection;
  }

  /** To exchanges: those by their start, or the slowest where they are many. */
  public Section.Links exchanges(List<Exchange> exchanges) {
    boolean isMany = exchanges.size() > MOST;
    List<Section.Link> links =
        exchanges.stream()
            .sorted(Comparator.comparingLong(one -> isMany ? -one.durationNanos() : 0))
            .limit(MOST)
            .map(this::link)
            .toList();
    return new Section.Links(
        Texts.of(isMany ? "detail.slowest-exchanges" : "detail.exchanges"),
        links,
        more(exchanges.size()));
  }

  private Section.Link link(Exchange exchange) {
    String time = DurationText.of(exchange.durationNanos());
    return new Section.Link(
        Labels.REDACTED.of(exchange),
        exchange.status().map(status -> status + "  " + time).orElse(time),
        () -> selection.select(exchange));
  }

  /** To findings in their order. */
  public Section.Links findings(List<Finding> findings) {
    List<Section.Link> links =
        findings.stream()
            .limit(MOST)
            .map(
                finding ->
                    new Section.Link(
                        Labels.REDACTED.text(finding.title()),
                        finding.timeLostNanos() > 0 ? DurationText.of(finding.timeLostNanos()) : "",
                        Optional.of(finding.severity()),
                        () -> selection.select(finding)))
            .toList();
    return new Section.Links(Texts.of("detail.findings"), links, more(findings.size()));
  }

  private static String more(int count) {
    return count > MOST ? Texts.of("finding.more", count - MOST) : "";
  }
}
