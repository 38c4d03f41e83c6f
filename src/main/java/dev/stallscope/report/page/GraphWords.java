package dev.stallscope.report.page;

import dev.stallscope.chart.windowgraph.WindowGraphItem;
import dev.stallscope.chart.windowgraph.WindowGraphWords;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.report.SizeText;
import dev.stallscope.report.StallText;
import dev.stallscope.time.DurationText;
import java.util.Locale;

/** The words of a TCP window graph for who reads a slide. */
final class GraphWords implements WindowGraphWords {
  @Override
  public String item(WindowGraphItem item) {
    return switch (item) {
      case WINDOW -> "receive window";
      case WINDOW_UNKNOWN -> "receive window unknown";
      case ALLOWED -> "allowed by flow control";
      case SENT -> "sent";
      case PACKETS -> "packets by their numbers";
      case UNREAD -> "datagrams, unread";
      case ACKNOWLEDGED -> "acknowledged";
      case SELECTIVELY_ACKNOWLEDGED -> "acknowledged out of order";
      case SENT_AGAIN -> "sent again";
      case LOST -> "lost, sent again";
      case MISSING -> "number missing: lost before here, or skipped";
      case OUT_OF_ORDER -> "out of order";
      case PROBE -> "probe";
      case IN_FLIGHT -> "in flight";
      case ROUND_TRIP -> "round trip";
      case WINDOW_CLOSED -> "window closed";
      case STALL -> "lost time";
    };
  }

  @Override
  public String lost(String rule, long nanos) {
    return "%s · %s".formatted(StallText.ofRule(rule), DurationText.of(nanos));
  }

  @Override
  public String mechanism(RetransmissionCause cause) {
    return switch (cause) {
      case RACK -> cause.name();
      case UNKNOWN -> "sent again";
      default -> cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  @Override
  public String windowBeyond(long bytes) {
    return "window edge %s above".formatted(SizeText.of(bytes));
  }

  @Override
  public String windowOf(long bytes) {
    return "receive window %s".formatted(SizeText.of(bytes));
  }

  @Override
  public String allowed(long bytes) {
    return "flow control allows %s".formatted(SizeText.of(bytes));
  }

  @Override
  public String packet(int packet) {
    return "packet %d".formatted(packet + 1);
  }
}
