package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import java.util.Optional;

/**
 * Stands for HTTP/3 where this system cannot speak it: its native library does not load.
 *
 * @param problem what the system said
 */
record NoQuic(String problem, ProbeClock clock) implements HopClient {
  @Override
  public ProbeHop hop(HopPlan hop, PhaseListener listener) {
    ProbeFailure failure =
        new ProbeFailure(
            ProbeFailure.Kind.OTHER,
            Phase.BLOCKED,
            "HTTP/3 cannot be spoken here: the library for QUIC does not load (%s)."
                    .formatted(problem)
                + " It is unpacked into %s, from where programs must be allowed to run."
                    .formatted(System.getProperty("java.io.tmpdir")));
    return new HopRecord(clock, listener)
        .hop(hop.url().toString(), Optional.empty(), Optional.of(failure));
  }

  @Override
  public void disconnect() {
    // There are no connections.
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
