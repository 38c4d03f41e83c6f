package dev.stallscope.ui.packets;

import dev.stallscope.analysis.detail.DisplayFilter;
import dev.stallscope.analysis.detail.PacketSelection;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Measurements;
import dev.stallscope.report.Labels;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Selected;

/** Whose packets are shown. */
sealed interface PacketScope {
  /** Indexes from 0, ascending; some milliseconds for a million packets. */
  int[] packets(PacketSelection selection);

  /** What Wireshark calls the same packets; empty for all. */
  String filter(DisplayFilter filter);

  /** In words, secrets hidden. */
  String title();

  /** All of the capture. */
  record All() implements PacketScope {
    @Override
    public int[] packets(PacketSelection selection) {
      return selection.all();
    }

    @Override
    public String filter(DisplayFilter filter) {
      return "";
    }

    @Override
    public String title() {
      return Texts.of("packets.of-capture");
    }
  }

  /** The proof of a finding, and its exchanges. */
  record OfFinding(Finding finding) implements PacketScope {
    @Override
    public int[] packets(PacketSelection selection) {
      return selection.ofFinding(finding);
    }

    @Override
    public String filter(DisplayFilter filter) {
      return filter.ofFinding(finding);
    }

    @Override
    public String title() {
      return Texts.of("packets.of-finding", Labels.REDACTED.text(finding.title()));
    }
  }

  /** One exchange. */
  record OfExchange(Exchange exchange) implements PacketScope {
    @Override
    public int[] packets(PacketSelection selection) {
      return selection.ofExchange(exchange);
    }

    @Override
    public String filter(DisplayFilter filter) {
      return filter.ofExchange(exchange);
    }

    @Override
    public String title() {
      return Texts.of("packets.of-exchange", Labels.REDACTED.of(exchange));
    }
  }

  /** One connection. */
  record OfConnection(int connection) implements PacketScope {
    @Override
    public int[] packets(PacketSelection selection) {
      return selection.ofFlow(connection);
    }

    @Override
    public String filter(DisplayFilter filter) {
      return filter.ofFlow(connection);
    }

    @Override
    public String title() {
      return Texts.of("packets.of-connection", connection);
    }
  }

  /** The packets of a selection: of the finding if all of it is selected, else of the part. */
  static PacketScope of(Selected selected, Measurements measured) {
    Finding finding = selected.finding();
    if (finding != null && (selected.exchange() >= 0 || selected.packet() >= 0)) {
      return new OfFinding(finding);
    }
    if (selected.exchange() >= 0) {
      return new OfExchange(measured.exchanges().get(selected.exchange()));
    }
    return selected.connection() >= 0 ? new OfConnection(selected.connection()) : new All();
  }
}
