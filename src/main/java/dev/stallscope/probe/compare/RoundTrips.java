package dev.stallscope.probe.compare;

import dev.stallscope.probe.ConnectAttempt;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeRun;
import dev.stallscope.probe.RunKind;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.stream.LongStream;

/**
 * How often a request waits for the way to the server and back, counted from what was agreed, not
 * seen on the wire: TCP one (RFC 9293 section 3.5), TLS 1.3 one and two where the chain does not
 * fit into the first flight, TLS 1.2 two and resumed one (RFC 8446 section 2, RFC 5246 section
 * 7.3), QUIC with its TLS one (RFC 9001 section 4.1), a request one, and a body one for each
 * doubling of the congestion window from 10 segments that it takes (RFC 6928, RFC 5681 section
 * 3.1). The lookup goes another way and is not counted.
 *
 * @param connect of TCP
 * @param tls of TLS, or of QUIC's handshake
 * @param request from the request to the first byte of the answer
 * @param body after its first flight
 */
public record RoundTrips(int connect, int tls, int request, int body) {
  static final RoundTrips NONE = new RoundTrips(0, 0, 0, 0);

  /** On Ethernet without options beside timestamps. */
  static final int SEGMENT_BYTES = 1448;

  /** RFC 6928 section 2. */
  static final int INITIAL_WINDOW_BYTES = 10 * SEGMENT_BYTES;

  public int count() {
    return connect + tls + request + body;
  }

  RoundTrips plus(RoundTrips other) {
    return new RoundTrips(
        connect + other.connect, tls + other.tls, request + other.request, body + other.body);
  }

  /** Those before its request. */
  RoundTrips ofSetUp() {
    return new RoundTrips(connect, tls, 0, 0);
  }

  /** Those of all requests of a run. */
  static RoundTrips of(ProbeRun run) {
    RoundTrips sum = NONE;
    long received = run.plan().kind() == RunKind.WARM ? received(run) : 0;
    for (ProbeHop hop : run.hops()) {
      received = hop.isReused() ? received : 0;
      sum = sum.plus(of(hop, received));
      received += hop.receivedBytes();
    }
    return sum;
  }

  /** What a warm run receives was received by the run before it, too. */
  private static long received(ProbeRun run) {
    return run.hops().stream().mapToLong(ProbeHop::receivedBytes).sum();
  }

  /**
   * Those of one request.
   *
   * @param receivedBefore what its connection had brought, which opened its window
   */
  static RoundTrips of(ProbeHop hop, long receivedBefore) {
    boolean isQuic =
        hop.response().map(HttpResponse::version).filter(HttpVersion.HTTP_3::equals).isPresent();
    int connect = hop.isReused() || isQuic ? 0 : 1;
    int tls = hop.isReused() ? 0 : isQuic ? 1 : tls(hop);
    return new RoundTrips(
        connect, tls, 1, flights(hop.receivedBytes(), INITIAL_WINDOW_BYTES + receivedBefore) - 1);
  }

  private static int tls(ProbeHop hop) {
    return hop.tls()
        .map(
            tls -> {
              int more = tls.chainBytes() > INITIAL_WINDOW_BYTES && !tls.isResumed() ? 1 : 0;
              boolean isNew = tls.version().equals("TLSv1.3");
              return more + (isNew || tls.isResumed() ? 1 : 2);
            })
        .orElse(0);
  }

  /** Flights of a sender whose window doubles with each. */
  static int flights(long bytes, long windowBytes) {
    int flights = 1;
    long sent = windowBytes;
    for (long window = windowBytes; sent < bytes; flights++) {
      window *= 2;
      sent += window;
    }
    return flights;
  }

  /** The times that TCP handshakes of a request took, a round trip each. */
  static LongStream connects(ProbeHop hop) {
    return hop.attempts().stream()
        .filter(attempt -> attempt.outcome() == ConnectAttempt.Outcome.CONNECTED)
        .mapToLong(attempt -> attempt.span().durationNanos());
  }
}
