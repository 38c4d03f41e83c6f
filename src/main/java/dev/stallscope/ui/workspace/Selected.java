package dev.stallscope.ui.workspace;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.diagnosis.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What all panes show the proof of.
 *
 * @param finding the finding, or null
 * @param exchange id of the exchange, or -1
 * @param connection id of the TCP connection, or -1
 * @param packet index of the packet from 0, or -1
 */
public record Selected(@Nullable Finding finding, int exchange, int connection, int packet) {
  /** Nothing is selected. */
  public static final Selected NOTHING = new Selected(null, -1, -1, -1);

  /** A finding with the first of all that proves it. */
  static Selected of(Finding finding) {
    return new Selected(
        finding,
        finding.exchanges().isEmpty() ? -1 : finding.exchanges().getFirst(),
        finding.connections().isEmpty() ? -1 : finding.connections().getFirst(),
        finding.packets().isEmpty() ? -1 : finding.packets().getFirst());
  }

  /**
   * The same in another analysis of the same packets, in which connections keep their ids: a
   * finding of the same kind about the same packet. What is of an exchange is of its connection
   * there, since exchanges may have other ids.
   */
  Selected in(Analysis other) {
    Finding old = finding;
    if (old == null) {
      return new Selected(null, -1, connection, packet);
    }
    return other.findings().stream()
        .filter(next -> next.rule().id().equals(old.rule().id()))
        .filter(next -> packet < 0 || next.packets().contains(packet))
        .findFirst()
        .map(Selected::of)
        .orElse(new Selected(null, -1, connection, packet));
  }
}
