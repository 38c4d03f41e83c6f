package dev.stallscope.probe;

import dev.stallscope.net.Endpoint;
import dev.stallscope.probe.ConnectAttempt.Outcome;
import dev.stallscope.time.TimeSpan;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attempts to connect for one request, which may overlap. */
final class ConnectLog {
  private final List<Open> attempts = new ArrayList<>();

  /** An attempt that may still be going on. */
  private static final class Open {
    private final Endpoint server;
    private final long startNanos;
    private long endNanos = -1;
    private Outcome outcome = Outcome.GIVEN_UP;
    private String problem = "";

    private Open(Endpoint server, long startNanos) {
      this.server = server;
      this.startNanos = startNanos;
    }
  }

  static Endpoint endpoint(InetSocketAddress address) {
    return new Endpoint(NameResolver.address(address.getAddress()), address.getPort());
  }

  void began(InetSocketAddress address, long nanos) {
    attempts.add(new Open(endpoint(address), nanos));
  }

  void connected(InetSocketAddress address, long nanos) {
    find(address).ifPresent(attempt -> close(attempt, Outcome.CONNECTED, nanos, ""));
  }

  void failed(InetSocketAddress address, String problem, boolean isGivenUp, long nanos) {
    Outcome outcome = isGivenUp ? Outcome.GIVEN_UP : Outcome.FAILED;
    find(address).ifPresent(attempt -> close(attempt, outcome, nanos, isGivenUp ? "" : problem));
  }

  /** What the system said; the client's own words only name the address again. */
  static String words(IOException problem) {
    Throwable said = problem.getCause() == null ? problem : problem.getCause();
    return String.valueOf(said.getMessage());
  }

  /**
   * Whether the client itself closed the socket, since another address had answered: what came from
   * the network has other words.
   */
  static boolean isClosedHere(IOException problem) {
    return words(problem).equals("Socket closed");
  }

  /** The last attempt at an address; it may have been tried before. */
  private Optional<Open> find(InetSocketAddress address) {
    Endpoint server = endpoint(address);
    return attempts.reversed().stream()
        .filter(attempt -> attempt.server.equals(server) && attempt.endNanos < 0)
        .findFirst();
  }

  private static void close(Open attempt, Outcome outcome, long nanos, String problem) {
    attempt.outcome = outcome;
    attempt.endNanos = nanos;
    attempt.problem = problem;
  }

  boolean isEmpty() {
    return attempts.isEmpty();
  }

  /** Whom the last attempt is to reach. */
  Optional<Endpoint> last() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast().server);
  }

  /** All of them; those that are not over end now. */
  List<ConnectAttempt> attempts(long nowNanos) {
    return attempts.stream()
        .map(
            attempt ->
                new ConnectAttempt(
                    attempt.server,
                    new TimeSpan(
                        attempt.startNanos, attempt.endNanos < 0 ? nowNanos : attempt.endNanos),
                    attempt.outcome,
                    attempt.problem))
        .toList();
  }
}
