package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.quic.QuicChannel;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first of a host's addresses that answers: each next one is tried where the one
 * before failed, or did not answer for 250 ms (Happy Eyeballs, RFC 8305 section 5). All of it
 * happens on one thread, the event loop's.
 */
final class QuicRace {
  private static final long NEXT_ADDRESS_MILLIS = 250;

  /** In that time four first packets were sent: after 0, 1, 3 and 7 s (RFC 9002 section 6.2). */
  private static final long SILENCE_SECONDS = 10;

  private final String host;
  private final PeerTrust trust;
  private final HopRecord record;
  private final ProbeClock clock;
  private final BiFunction<InetSocketAddress, DatagramTap, QuicSocket> sockets;
  private final Deque<InetSocketAddress> untried;
  private final List<QuicSocket> tried = new ArrayList<>();
  private final CompletableFuture<QuicConnection> winner = new CompletableFuture<>();
  private boolean isAnswered;
  private int failures;

  QuicRace(
      String host,
      PeerTrust trust,
      HopRecord record,
      ProbeClock clock,
      List<InetSocketAddress> addresses,
      BiFunction<InetSocketAddress, DatagramTap, QuicSocket> sockets) {
    this.host = host;
    this.trust = trust;
    this.record = record;
    this.clock = clock;
    this.sockets = sockets;
    untried = new ArrayDeque<>(addresses);
  }

  /** Begins on that thread; to cancel what it returns ends all attempts. */
  CompletableFuture<QuicConnection> start(EventLoop thread) {
    thread.execute(() -> tryNext(thread));
    var silence = thread.schedule(this::checkSilence, SILENCE_SECONDS, TimeUnit.SECONDS);
    var _ =
        winner.whenComplete(
            (connection, _) -> {
              silence.cancel(false);
              thread.execute(() -> giveUpAllBut(connection));
            });
    return winner;
  }

  private void tryNext(EventLoop thread) {
    InetSocketAddress address = untried.poll();
    if (address == null || winner.isDone()) {
      return;
    }
    if (!isAnswered) {
      record.enter(Phase.CONNECT);
    }
    record.connecting(address);
    DatagramTap tap =
        new DatagramTap(() -> answered(address), problem -> failed(address, problem, thread));
    QuicSocket socket = sockets.apply(address, tap);
    tried.add(socket);
    trust.forget();
    socket.connect(
        channel -> connected(socket, channel, thread), problem -> failed(address, problem, thread));
    var _ = thread.schedule(() -> tryNext(thread), NEXT_ADDRESS_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The first datagram is there: what TCP's handshake would have shown, the rest is TLS. */
  private void answered(InetSocketAddress address) {
    isAnswered = true;
    record.connected(address, clock.nanos());
    record.talkingTo(address);
    record.enter(Phase.TLS);
  }

  private void connected(QuicSocket socket, QuicChannel channel, EventLoop thread) {
    SSLEngine engine = Objects.requireNonNull(channel.sslEngine());
    SSLSession session = engine.getSession();
    if (!trust.shown().isEmpty() && !trust.isFor(host, session)) {
      SSLPeerUnverifiedException other = new SSLPeerUnverifiedException(host + " is not named");
      failed(socket.address(), other, thread);
      return;
    }
    record.enter(Phase.BLOCKED);
    record.agreed(
        new TlsAgreement(
            session.getProtocol(),
            session.getCipherSuite(),
            Objects.requireNonNullElse(engine.getApplicationProtocol(), ""),
            trust.shown()));
    winner.complete(new QuicConnection(socket, channel));
  }

  private void failed(InetSocketAddress address, Throwable problem, EventLoop thread) {
    if (winner.isDone()) {
      return;
    }
    failures++;
    record.unconnected(address, words(problem), false);
    if (!trust.shown().isEmpty()) {
      record.agreed(TlsAgreement.none(trust.shown()));
    }
    if (!untried.isEmpty()) {
      tryNext(thread);
    } else if (failures >= tried.size()) {
      winner.completeExceptionally(
          trust.refusal().<Throwable>map(QuicRace::refused).orElse(problem));
    }
  }

  /** What ICMP tells has no message. */
  private static String words(Throwable problem) {
    return problem instanceof PortUnreachableException
        ? "no program listens on this UDP port"
        : String.valueOf(problem.getMessage());
  }

  private static SSLHandshakeException refused(Throwable refusal) {
    SSLHandshakeException problem = new SSLHandshakeException(refusal.getMessage());
    problem.initCause(refusal);
    return problem;
  }

  private void checkSilence() {
    if (!isAnswered) {
      winner.completeExceptionally(new InterruptedIOException("nothing answered"));
    }
  }

  private void giveUpAllBut(@Nullable QuicConnection chosen) {
    for (QuicSocket socket : tried) {
      if (chosen == null || chosen.socket() != socket) {
        record.unconnected(socket.address(), "", true);
        socket.close();
      }
    }
  }
}
