package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is known of one request while it is made. Its steps report from several threads. */
final class HopRecord {
  private final ProbeClock clock;
  private final PhaseListener listener;
  private final ConnectLog connects = new ConnectLog();
  private HopTimeline timeline;
  private @Nullable NameLookup lookup;
  private @Nullable HttpRequest request;
  private @Nullable Endpoint client;
  private @Nullable Endpoint server;
  private @Nullable TlsAgreement tls;
  private LongSupplier sentBytes = () -> 0;
  private LongSupplier receivedBytes = () -> 0;
  private boolean isConnected;
  private boolean isViaProxy;

  /**
   * A record of one request.
   *
   * @param listener is told of each phase that begins, and when
   */
  HopRecord(ProbeClock clock, PhaseListener listener) {
    this.clock = clock;
    this.listener = listener;
    timeline = new HopTimeline(clock.nanos());
  }

  /** The time begins to count now, and not when the request was put together. */
  synchronized void begin() {
    timeline = new HopTimeline(clock.nanos());
  }

  /** The request goes on to this phase; nothing happens where it is there already. */
  synchronized void enter(Phase phase) {
    long now = clock.nanos();
    if (timeline.enter(phase, now)) {
      listener.began(phase, now);
    }
  }

  /** The request is over, well or not. */
  synchronized void end() {
    timeline.end(clock.nanos());
  }

  synchronized void lookedUp(NameLookup found) {
    lookup = found;
  }

  /** What is connected to is a proxy. */
  synchronized void viaProxy() {
    isViaProxy = true;
  }

  synchronized boolean isViaProxy() {
    return isViaProxy;
  }

  synchronized void connecting(InetSocketAddress address) {
    connects.began(address, clock.nanos());
  }

  synchronized void connected(InetSocketAddress address, long nanos) {
    connects.connected(address, nanos);
  }

  /** An attempt came to nothing: it failed with these words, or was given up. */
  synchronized void unconnected(InetSocketAddress address, String problem, boolean isGivenUp) {
    connects.failed(address, problem, isGivenUp, clock.nanos());
  }

  synchronized void talkingTo(InetSocketAddress address) {
    server = ConnectLog.endpoint(address);
  }

  /**
   * The connection that the request goes over stands.
   *
   * @param local this end of it
   * @param sentBytes what was sent over it for this request, whenever it is asked
   */
  synchronized void over(
      InetSocketAddress local,
      InetSocketAddress address,
      LongSupplier sentBytes,
      LongSupplier receivedBytes) {
    isConnected = true;
    client = ConnectLog.endpoint(local);
    talkingTo(address);
    this.sentBytes = sentBytes;
    this.receivedBytes = receivedBytes;
  }

  synchronized void agreed(TlsAgreement agreement) {
    tls = agreement;
  }

  /** ALPN agreed on this. */
  synchronized void agreedOn(String protocol) {
    TlsAgreement known = tls;
    if (known != null) {
      tls = known.withAlpn(protocol);
    }
  }

  /** This goes out over the connection. */
  synchronized void sending(HttpRequest sent) {
    request = sent;
  }

  synchronized Phase phase() {
    return timeline.phase();
  }

  /** How long the phase in progress has lasted, in nanoseconds. */
  synchronized long phaseNanos() {
    return timeline.phaseNanos(clock.nanos());
  }

  synchronized boolean isConnected() {
    return isConnected;
  }

  /** Whether a connection had to be made for it. */
  synchronized boolean hasTried() {
    return !connects.isEmpty();
  }

  /** Whether it went over a connection that was there already. */
  synchronized boolean isReused() {
    return isConnected && !hasTried();
  }

  synchronized Optional<TlsFacts> tls() {
    return Optional.ofNullable(tls).map(TlsAgreement::facts);
  }

  /** Who was talked to, or tried last. */
  synchronized Optional<Endpoint> server() {
    return Optional.ofNullable(server).or(connects::last);
  }

  /** All of it. */
  synchronized ProbeHop hop(
      String url, Optional<HttpResponse> response, Optional<ProbeFailure> failure) {
    return new ProbeHop(
        url,
        timeline.span(),
        timeline.phases(),
        isReused(),
        Optional.ofNullable(lookup),
        connects.attempts(clock.nanos()),
        Optional.ofNullable(client),
        Optional.ofNullable(server),
        tls(),
        Optional.ofNullable(request),
        response,
        sentBytes.getAsLong(),
        receivedBytes.getAsLong(),
        failure);
  }
}
