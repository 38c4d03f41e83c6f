package dev.stallscope.ui.connections;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Measurements;
import dev.stallscope.net.Direction;
import dev.stallscope.time.DurationText;
import java.util.List;

/**
 * A connection of which details are told.
 *
 * @param id of a connection of the capture
 * @param zeroNanos the time that is called 0
 */
record ConnectionSubject(OpenCapture capture, int id, long zeroNanos) {
  static final List<Direction> BOTH =
      List.of(Direction.CLIENT_TO_SERVER, Direction.SERVER_TO_CLIENT);

  Measurements measured() {
    return capture.analysis().measurements();
  }

  /** What was exchanged over it, set-up that another exchange waited for included. */
  List<Exchange> exchanges() {
    return measured().exchanges().stream().filter(one -> one.connection() == id).toList();
  }

  /** What was found of it or of what was exchanged over it, by time lost. */
  List<Finding> findings() {
    List<Exchange> exchanges = measured().exchanges();
    return capture.analysis().findings().stream()
        .filter(
            finding ->
                finding.connections().contains(id)
                    || finding.exchanges().stream()
                        .anyMatch(one -> exchanges.get(one).connection() == id))
        .toList();
  }

  /** A time as it is called in the panes. */
  String time(long epochNanos) {
    long nanos = epochNanos - zeroNanos;
    return nanos == 0 ? "0 s" : DurationText.of(nanos);
  }
}
