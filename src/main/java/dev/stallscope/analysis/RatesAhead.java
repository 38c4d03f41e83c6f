package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.timeline.ConnectionRates;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Measures the rates of connections while exchanges are put together, which cannot use two cores:
 * of as many as there is time for, and only of those whose traces are there.
 */
final class RatesAhead {
  private final TrackedConnections tracked;
  private final @Nullable ConnectionRates[] rates;
  private final CompletableFuture<Void> measuring;
  private volatile boolean isOver;

  private RatesAhead(TrackedConnections tracked) {
    this.tracked = tracked;
    rates = new ConnectionRates[tracked.connections().size()];
    measuring = CompletableFuture.runAsync(this::measure);
  }

  static RatesAhead start(TrackedConnections tracked) {
    return new RatesAhead(tracked);
  }

  private void measure() {
    for (int id = 0; id < rates.length && !isOver; id++) {
      TcpTrace trace = tracked.kept(id);
      if (trace != null) {
        rates[id] = ConnectionRates.of(trace);
      }
    }
  }

  /** Begins no more, and waits for the one that was begun. */
  void end() {
    isOver = true;
    measuring.join();
  }

  /** The rates of a connection, which are asked for once; measured now where they were not. */
  ConnectionRates take(int id, TcpTrace trace) {
    ConnectionRates ahead = rates[id];
    rates[id] = null;
    return ahead == null ? ConnectionRates.of(trace) : ahead;
  }
}
