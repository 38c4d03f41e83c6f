package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.List;
import java.util.Locale;
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

/** Takes the time of each event that OkHttp tells of one request, from several threads. */
final class HopRecorder extends EventListener {
  private final ProbeClock clock;
  private final TapSocketFactory sockets;
  private final PeerTrust trust;
  private final HopRecord record;
  private long tlsStartNanos = -1;
  private @Nullable Thread tlsThread;
  private volatile boolean isLast;

  HopRecorder(ProbeClock clock, TapSocketFactory sockets, PeerTrust trust, HopRecord record) {
    this.clock = clock;
    this.sockets = sockets;
    this.trust = trust;
    this.record = record;
  }

  HopRecord record() {
    return record;
  }

  @Override
  public void dnsStart(Call call, String domainName) {
    record.enter(Phase.DNS);
  }

  @Override
  public void dnsEnd(Call call, String domainName, List<InetAddress> addresses) {
    record.enter(Phase.BLOCKED);
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    record.enter(Phase.CONNECT);
    record.connecting(address);
    if (proxy.type() == Proxy.Type.HTTP) {
      record.viaProxy();
    }
  }

  @Override
  public synchronized void secureConnectStart(Call call) {
    trust.forget();
    tlsStartNanos = clock.nanos();
    tlsThread = Thread.currentThread();
    record.enter(Phase.TLS);
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    OwnSecrets.handshakeIsOver();
    record.enter(Phase.BLOCKED);
    if (handshake != null) {
      record.agreed(
          new TlsAgreement(
              handshake.tlsVersion().javaName(),
              handshake.cipherSuite().javaName(),
              "",
              trust.shown()));
    }
  }

  @Override
  public synchronized void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
    record.connected(address, tlsStartNanos < 0 ? clock.nanos() : tlsStartNanos);
    record.enter(Phase.BLOCKED);
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
      OwnSecrets.handshakeIsOver();
      record.connected(address, tlsStartNanos);
      record.talkingTo(address);
      if (!trust.shown().isEmpty()) {
        record.agreed(TlsAgreement.none(trust.shown()));
      }
    } else {
      boolean isGivenUp =
          record.isConnected() || call.isCanceled() || ConnectLog.isClosedHere(problem);
      record.unconnected(address, ConnectLog.words(problem), isGivenUp);
    }
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    InetSocketAddress address = connection.route().socketAddress();
    InetSocketAddress local =
        new InetSocketAddress(
            connection.socket().getLocalAddress(), connection.socket().getLocalPort());
    Optional<TapSocket> tapped = sockets.find(local.getPort());
    record.over(local, address, () -> 0, () -> 0);
    if (tapped.isPresent()) {
      TapSocket socket = tapped.get();
      long sentBefore = record.isReused() ? socket.sentBytes() : 0;
      long receivedBefore = record.isReused() ? socket.receivedBytes() : 0;
      record.over(
          local,
          address,
          () -> socket.sentBytes() - sentBefore,
          () -> socket.receivedBytes() - receivedBefore);
    }
    if (connection.socket() instanceof SSLSocket secure) {
      record.agreedOn(Optional.ofNullable(secure.getApplicationProtocol()).orElse(""));
    }
  }

  @Override
  public void requestHeadersStart(Call call) {
    record.enter(Phase.SEND);
  }

  @Override
  public void requestHeadersEnd(Call call, Request request) {
    if (request.body() == null) {
      record.enter(Phase.WAIT);
    }
  }

  @Override
  public void requestBodyEnd(Call call, long byteCount) {
    record.enter(Phase.WAIT);
  }

  @Override
  public void responseHeadersStart(Call call) {
    record.enter(Phase.RECEIVE);
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    if (response.code() < 200) {
      // An interim response: the real one is still to come.
      record.enter(Phase.WAIT);
    }
    isLast =
        response.protocol() == Protocol.HTTP_1_0
            && response.headers("Connection").stream().noneMatch(HopRecorder::isKeepAlive);
  }

  private static boolean isKeepAlive(String connection) {
    return connection.toLowerCase(Locale.ROOT).contains("keep-alive");
  }

  /**
   * HTTP/1.0 ends a connection after each answer unless it says otherwise (RFC 9112, section 9.3),
   * which OkHttp does not know: it would send the next request into a connection that is closing.
   */
  @Override
  public void connectionReleased(Call call, Connection connection) {
    if (isLast) {
      try {
        connection.socket().close();
      } catch (IOException e) {
        // it is over in any case
      }
    }
  }
}
