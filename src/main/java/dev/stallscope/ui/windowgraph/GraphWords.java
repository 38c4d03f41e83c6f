package dev.stallscope.ui.windowgraph;

import dev.stallscope.chart.windowgraph.WindowGraphItem;
import dev.stallscope.chart.windowgraph.WindowGraphWords;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.measure.StallCause;
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
  public String stalls(StallCause cause, int count, long nanos) {
    String words = StallText.of(cause);
    return count == 1
        ? Texts.of("graph.stall", words, DurationText.of(nanos))
        : Texts.of("graph.stalls", words, count);
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
