package dev.stallscope.measure.timeline;

import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.time.Nanos;
import java.util.List;

/**
 * What is measured of a {@link ScriptedTrace}, as text, and the traces that most scenarios begin
 * with: a path of 40 ms there and back, seen from one of its ends. One scenario for each leaf of
 * the decision tree, with its near miss (STALLS 8).
 */
final class ScriptedTimeline {
  private ScriptedTimeline() {}

  static ScriptedTrace nearClient() {
    return new ScriptedTrace().path(0, 40).handshake();
  }

  static ScriptedTrace nearServer() {
    return new ScriptedTrace().path(40, 0).handshake();
  }

  /** A response that was asked for at 50 ms; what happens to it is up to the test. */
  static ScriptedTrace response(ScriptedTrace trace) {
    return trace.data(50, CLIENT_TO_SERVER, 100);
  }

  /** The intervals as {@code "cause from..to"} in milliseconds; those below 1 ms left out. */
  static List<String> timeline(ScriptedTrace trace, Exchange... exchanges) {
    List<CauseInterval> line =
        new ConnectionMeasurer(CapturePauses.of(List.of()))
            .measure(trace, List.of(exchanges))
            .timeline();
    return line.stream()
        .filter(interval -> interval.durationNanos() >= Nanos.PER_MILLI)
        .map(
            interval ->
                interval.cause().id()
                    + " "
                    + (interval.startNanos() - ScriptedTrace.EPOCH) / Nanos.PER_MILLI
                    + ".."
                    + (interval.endNanos() - ScriptedTrace.EPOCH) / Nanos.PER_MILLI)
        .toList();
  }
}
