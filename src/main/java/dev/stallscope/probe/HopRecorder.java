package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.http.HttpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Takes the time of each event of one request. Attempts to connect report from several threads. */
final class HopRecorder extends EventListener {
  private final ProbeClock clock;
  private final TapSocketFactory sockets;
  private final PeerTrust trust;
  private final PhaseListener listener;
  private HopTimeline timeline;
  private final ConnectLog connects = new ConnectLog();
  private @Nullable NameLookup lookup;
  private @Nullable HttpRequest request;
  private @Nullable Endpoint server;
  private @Nullable TlsFacts tls;
  private @Nullable TapSocket socket;
  private long sentBefore;
  private long receivedBefore;
  private long tlsStartNanos = -1;
  private @Nullable Thread tlsThread;
  private boolean hasConnected;

  /**
   * A recorder for one request.
   *
   * @param listener is told of each phase that begins, and when
   */
  HopRecorder(ProbeClock clock, TapSocketFactory sockets, PeerTrust trust, PhaseListener listener) {
    this.clock = clock;
    this.sockets = sockets;
    this.trust = trust;
    this.listener = listener;
    timeline = new HopTimeline(clock.nanos());
  }

  /** The time begins to count now, and not when the request was put together. */
  synchronized void begin() {
    trust.forget();
    timeline = new HopTimeline(clock.nanos());
  }

  private synchronized void enter(Phase phase) {
    long now = clock.nanos();
    if (timeline.enter(phase, now)) {
      listener.began(phase, now);
    }
  }

  synchronized void lookedUp(NameLookup found) {
    lookup = found;
  }

  /** The connection stands, and this goes out over it. */
  synchronized void sending(HttpRequest sent) {
    request = sent;
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    enter(Phase.DNS);
  }

  @Override
  public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
    enter(Phase.BLOCKED);
  }

  @Override
  public synchronized void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    enter(Phase.CONNECT);
    connects.began(address, clock.nanos());
  }

  @Override
  public synchronized void secureConnectStart(Call call) {
    tlsStartNanos = clock.nanos();
    tlsThread = Thread.currentThread();
    enter(Phase.TLS);
  }

  @Override
  public synchronized void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    enter(Phase.BLOCKED);
    if (handshake != null) {
      tls =
          new TlsFacts(
              handshake.tlsVersion().javaName(),
              handshake.cipherSuite().javaName(),
              "",
              trust.shown().isEmpty(),
              shown());
    }
  }

  @Override
  public synchronized void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
    connects.connected(address, tlsStartNanos < 0 ? clock.nanos() : tlsStartNanos);
    enter(Phase.BLOCKED);
  }

  @Override
  public synchronized void connectFailed(
      Call call,
      InetSocketAddress address,
      Proxy proxy,
      @Nullable Protocol protocol,
      IOException problem) {
    if (Thread.currentThread().equals(tlsThread)) {
      // What failed is the handshake, over a connection that stood.
      connects.connected(address, tlsStartNanos);
      server = ConnectLog.endpoint(address);
    } else {
      connects.failed(address, problem, hasConnected || call.isCanceled(), clock.nanos());
    }
  }

  @Override
  public synchronized void connectionAcquired(Call call, Connection connection) {
    hasConnected = true;
    server = ConnectLog.endpoint(connection.route().socketAddress());
    if (connection.socket() instanceof SSLSocket secure && tls != null) {
      String alpn = Optional.ofNullable(secure.getApplicationProtocol()).orElse("");
      tls = new TlsFacts(tls.version(), tls.cipher(), alpn, tls.isResumed(), tls.chain());
    }
    socket = sockets.find(connection.socket().getLocalPort()).orElse(null);
    if (isReused() && socket != null) {
      sentBefore = socket.sentBytes();
      receivedBefore = socket.receivedBytes();
    }
  }

  @Override
  public void requestHeadersStart(Call call) {
    enter(Phase.SEND);
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    if (request.body() == null) {
      enter(Phase.WAIT);
    }
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    enter(Phase.WAIT);
  }

  @Override
  public void responseHeadersStart(Call call) {
    enter(Phase.RECEIVE);
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    if (response.code() < 200) {
      // An interim response: the real one is still to come.
      enter(Phase.WAIT);
    }
  }

  /** The request is over, well or not. */
  synchronized void end() {
    timeline.end(clock.nanos());
  }

  synchronized HopTimeline timeline() {
    return timeline;
  }

  synchronized Optional<NameLookup> lookup() {
    return Optional.ofNullable(lookup);
  }

  synchronized Optional<HttpRequest> request() {
    return Optional.ofNullable(request);
  }

  synchronized List<ConnectAttempt> attempts() {
    return connects.attempts(clock.nanos());
  }

  synchronized boolean isReused() {
    return hasConnected && connects.attempts(0).isEmpty();
  }

  synchronized Optional<Endpoint> server() {
    return Optional.ofNullable(server);
  }

  /** Where the handshake failed, the chain that the server had shown. */
  synchronized Optional<TlsFacts> tls() {
    if (tls == null && !trust.shown().isEmpty()) {
      return Optional.of(new TlsFacts("", "", "", false, shown()));
    }
    return Optional.ofNullable(tls);
  }

  private List<CertificateFacts> shown() {
    return trust.shown().stream().map(CertificateFacts::of).toList();
  }

  synchronized long sentBytes() {
    return socket == null ? 0 : socket.sentBytes() - sentBefore;
  }

  synchronized long receivedBytes() {
    return socket == null ? 0 : socket.receivedBytes() - receivedBefore;
  }
}
