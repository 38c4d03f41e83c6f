package dev.stallscope.diagnosis.quic;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.StallCause;
import java.util.Optional;
import java.util.function.Function;

/** Judges the waits on connections over datagrams, gathered by client and server. */
final class DatagramWaits {
  private DatagramWaits() {}

  /**
   * Judges the waits with a cause.
   *
   * @param finding what a rule says of a group; empty where it is not worth a person's time
   * @param cleared what to say where nothing is found
   */
  static RuleOutcome judge(
      RuleContext context,
      Function<WaitGroup, Optional<Finding>> finding,
      String cleared,
      StallCause cause) {
    return context.measurements().datagramConnections().isEmpty()
        ? new RuleOutcome.NotApplicable("There is no QUIC connection in this capture.")
        : WaitGroup.judge(context, finding, () -> cleared, cause);
  }
}
