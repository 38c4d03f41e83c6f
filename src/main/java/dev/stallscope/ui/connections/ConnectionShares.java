package dev.stallscope.ui.connections;

import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.ThroughputLimit;
import dev.stallscope.net.Direction;
import dev.stallscope.ui.control.detail.Section;
import dev.stallscope.ui.text.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What limited a TCP connection, as the parts of a whole. */
final class ConnectionShares {
  /** Less than that is no share that one sees. */
  private static final double CRUMB = 0.005;

  /** What may be sent at once at first (RFC 6928 2): less than that is not limited by anything. */
  static final int INITIAL_WINDOW_BYTES = 14_600;

  private ConnectionShares() {}

  /** What limited the rate, by bytes, for each way on which that was measured. */
  static List<Section> limits(ConnectionSubject subject) {
    List<Section> limits = new ArrayList<>();
    for (Direction way : ConnectionSubject.BOTH.reversed()) {
      DirectionFacts facts = subject.measured().facts().get(subject.id()).direction(way);
      limits.add(
          new Section.Shares(
              Texts.of(
                  way == Direction.CLIENT_TO_SERVER
                      ? "connection.limited-client"
                      : "connection.limited-server"),
              limits(facts.limitBytes())));
    }
    return limits;
  }

  private static List<Section.Share> limits(Map<ThroughputLimit, Long> bytes) {
    long whole = bytes.values().stream().mapToLong(one -> one).sum();
    return whole <= INITIAL_WINDOW_BYTES
        ? List.of()
        : bytes.entrySet().stream()
            .filter(one -> one.getValue() > CRUMB * whole)
            .map(
                one ->
                    new Section.Share(
                        word(one.getKey()),
                        QuantityText.percent(one.getValue() / (double) whole),
                        one.getValue(),
                        tone(one.getKey())))
            .sorted(Comparator.comparingDouble(Section.Share::weight).reversed())
            .toList();
  }

  private static String word(ThroughputLimit limit) {
    return Texts.of("limit.share." + limit.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Tone tone(ThroughputLimit limit) {
    return switch (limit) {
      case TIMEOUT -> Tone.STALL;
      case SLOW_START -> Tone.SEND;
      case RECEIVER -> Tone.GRAPH_WINDOW;
      case APPLICATION -> Tone.BLOCKED;
      case SENDER_WINDOW -> Tone.TLS;
      case BANDWIDTH -> Tone.RECEIVE;
      case CONGESTION -> Tone.MAJOR;
      case TRANSPORT -> Tone.WAIT;
      case OPPORTUNITY -> Tone.DNS;
      case UNKNOWN -> Tone.FAINT;
    };
  }
}
