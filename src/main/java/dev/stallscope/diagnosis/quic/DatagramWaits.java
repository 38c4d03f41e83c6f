package dev.stallscope.diagnosis.quic;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.StallCause;
import java.util.ArrayList;
import java.util.List;
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
    if (context.measurements().datagramConnections().isEmpty()) {
      return new RuleOutcome.NotApplicable("There is no QUIC connection in this capture.");
    }
    List<Finding> findings = new ArrayList<>();
    for (WaitGroup group : WaitGroup.byHosts(context.measurements(), context.waits().with(cause))) {
      finding.apply(group).ifPresent(findings::add);
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear(cleared)
        : new RuleOutcome.Found(List.copyOf(findings));
  }
}
