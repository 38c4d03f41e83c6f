package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.TimeSpan;
import java.util.List;
import java.util.Optional;

/**
 * One request with all that it waited for, as far as it came.
 *
 * @param span from the start of the lookup to the last byte of the answer
 * @param phases the span, divided; in the last of them it failed, if it did
 * @param isReused whether it went over a connection that was there already
 * @param lookup absent where the URL holds an address, or the connection was reused
 * @param attempts to connect, in the order of their start
 * @param client this end of the connection that the request went over
 * @param server where the connection leads to; a proxy, if there is one
 * @param sentBytes on the wire above TCP or UDP: TLS and framing included, of this request alone,
 *     and of those that shared the connection in the meantime
 * @param receivedBytes likewise
 */
public record ProbeHop(
    String url,
    TimeSpan span,
    PhaseTimings phases,
    boolean isReused,
    Optional<NameLookup> lookup,
    List<ConnectAttempt> attempts,
    Optional<Endpoint> client,
    Optional<Endpoint> server,
    Optional<TlsFacts> tls,
    Optional<HttpRequest> request,
    Optional<HttpResponse> response,
    long sentBytes,
    long receivedBytes,
    Optional<ProbeFailure> failure) {
  public ProbeHop {
    attempts = List.copyOf(attempts);
  }

  /** The same, with more to say of its failure. */
  ProbeHop adding(String more) {
    return withFailure(failure.map(failed -> failed.adding(more)));
  }

  /** The same, but failed after its answer had come. */
  ProbeHop failing(ProbeFailure.Kind kind, String sentence) {
    return withFailure(Optional.of(new ProbeFailure(kind, Phase.RECEIVE, sentence)));
  }

  private ProbeHop withFailure(Optional<ProbeFailure> changed) {
    return new ProbeHop(
        url,
        span,
        phases,
        isReused,
        lookup,
        attempts,
        client,
        server,
        tls,
        request,
        response,
        sentBytes,
        receivedBytes,
        changed);
  }
}
