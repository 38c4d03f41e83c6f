package dev.stallscope.ui.windowgraph;

import dev.stallscope.chart.windowgraph.WindowGraphItem;
import dev.stallscope.chart.windowgraph.WindowGraphWords;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.report.SizeText;
import dev.stallscope.report.StallText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.Locale;

/** The window's words in a graph. */
final class GraphWords implements WindowGraphWords {
  @Override
  public String item(WindowGraphItem item) {
    return Texts.of("graph.item." + item.id());
  }

  @Override
  public String lost(String rule, long nanos) {
    return Texts.of("graph.stall", StallText.ofRule(rule), DurationText.of(nanos));
  }

  @Override
  public String mechanism(RetransmissionCause cause) {
    return Texts.of("graph.mechanism." + cause.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  @Override
  public String windowBeyond(long bytes) {
    return Texts.of("graph.window-beyond", SizeText.of(bytes));
  }

  @Override
  public String windowOf(long bytes) {
    return Texts.of("graph.window-of", SizeText.of(bytes));
  }

  @Override
  public String allowed(long bytes) {
    return Texts.of("graph.allowed", SizeText.of(bytes));
  }

  @Override
  public String packet(int packet) {
    return Texts.of("graph.packet", packet + 1);
  }
}
