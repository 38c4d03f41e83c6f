package dev.stallscope.probe;

import dev.stallscope.exchange.Phase;
import dev.stallscope.net.IpAddress;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** netty as a client that starts cold, for HTTP/3. One thread does all that is on the wire. */
final class QuicSession implements HopClient {
  /** What the library says goes into the failure's sentence, and not into a log. */
  private static final Logger LIBRARY = Logger.getLogger("io.netty");

  /** Of RFC 9114; drafts are not spoken any more. */
  static final String ALPN = "h3";

  /** For what a server offers besides. */
  private static final Duration OFFER = Duration.ofSeconds(5);

  static {
    LIBRARY.setLevel(Level.OFF);
  }

  private final ProbePlan plan;
  private final ProbeClock clock;
  private final Cancellation cancellation;
  private final NameResolver resolver;
  private final PeerTrust trust;
  private final QuicSslContext context;
  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("probe-quic", true), NioIoHandler.newFactory());

  /** By the origin that they lead to. */
  private final Map<String, CompletableFuture<QuicConnection>> connections =
      new ConcurrentHashMap<>();

  QuicSession(ProbePlan plan, ProbeClock clock, Cancellation cancellation) {
    this.plan = plan;
    this.clock = clock;
    this.cancellation = cancellation;
    resolver = new NameResolver(plan, clock, cancellation);
    trust = PeerTrust.of(plan);
    context =
        QuicSslContextBuilder.forClient()
            .trustManager(trust)
            .endpointIdentificationAlgorithm(null)
            .applicationProtocols(ALPN)
            .keylog((_, line) -> OwnSecrets.line(line))
            .build();
    // The thread starts now, and not in the time of the first request.
    threads.next().execute(() -> {});
  }

  /** Without its native library, which a temporary folder must be able to hold, it cannot work. */
  static Optional<String> problem() {
    return Optional.ofNullable(Quic.unavailabilityCause()).map(Throwable::getMessage);
  }

  @Override
  public ProbeHop hop(HopPlan hop, PhaseListener listener) {
    QuicCodec.prepare();
    HopRecord record = new HopRecord(clock, listener);
    ProbeHop made =
        new Http3Call(hop, plan.timeout(), clock, record, this::connection).make(cancellation);
    boolean isUnreached = made.failure().filter(ProbeFailure::isAboutUdp).isPresent();
    return isUnreached && !cancellation.isRequested() ? offered(hop, made) : made;
  }

  /** Says of a server that UDP did not lead to what it offers over TCP. */
  private ProbeHop offered(HopPlan hop, ProbeHop failed) {
    Duration limit = plan.timeout().compareTo(OFFER) < 0 ? plan.timeout() : OFFER;
    try (ProbeSession tcp =
        new ProbeSession(plan, HttpChoice.NEGOTIATED, limit, clock, cancellation)) {
      ProbeHop asked = tcp.hop(hop.asHead(), PhaseListener.SILENT);
      return failed.adding(Http3Offer.sentence(asked));
    }
  }

  /** The connection to a URL's origin: the one that stands, or a new one, told to the record. */
  private CompletableFuture<QuicConnection> connection(HopPlan hop, HopRecord record) {
    String origin = hop.url().host() + ":" + hop.url().port();
    return connections.compute(
        origin,
        (_, standing) -> standing == null || isOver(standing) ? connect(hop, record) : standing);
  }

  private static boolean isOver(CompletableFuture<QuicConnection> connection) {
    return connection.isCompletedExceptionally()
        || (connection.isDone() && !connection.join().isOpen());
  }

  private CompletableFuture<QuicConnection> connect(HopPlan hop, HopRecord record) {
    String host = hop.url().host();
    List<InetSocketAddress> addresses = new ArrayList<>();
    try {
      for (IpAddress address : addresses(host, record)) {
        addresses.add(
            new InetSocketAddress(
                InetAddress.getByAddress(host, address.toBytes()), hop.url().port()));
      }
    } catch (UnknownHostException e) {
      return CompletableFuture.failedFuture(e);
    }
    QuicRace race =
        new QuicRace(
            host,
            trust,
            record,
            clock,
            addresses,
            (address, tap) -> new QuicSocket(threads, context, host, address, tap));
    return race.start(threads.next());
  }

  private List<IpAddress> addresses(String host, HopRecord record) throws UnknownHostException {
    try {
      return List.of(IpAddress.parse(host));
    } catch (IllegalArgumentException e) {
      record.enter(Phase.DNS);
      NameLookup lookup = resolver.lookup(host);
      record.lookedUp(lookup);
      if (lookup.addresses().isEmpty()) {
        throw LookupProblem.of(lookup, plan.family());
      }
      record.enter(Phase.BLOCKED);
      return lookup.addresses();
    }
  }

  @Override
  public void disconnect() {
    connections
        .values()
        .forEach(
            connection -> {
              connection.cancel(false);
              if (!connection.isCompletedExceptionally()) {
                connection.join().socket().close();
              }
            });
    connections.clear();
  }

  @Override
  public void close() {
    disconnect();
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
  }
}
