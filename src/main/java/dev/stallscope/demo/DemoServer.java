package dev.stallscope.demo;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.codec.quic.Quic;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/** The demo server, from {@link #start} until it is closed. Reachable from this machine only. */
public final class DemoServer implements AutoCloseable {
  private static final long HANDSHAKE_DELAY_MILLIS = 500;
  private static final int THREADS = 2;
  private static final int FREE_PORT_ATTEMPTS = 5;
  private static final int WARM_UP_VISITS = 5;

  /** Both made at each start; whoever tries the server out has to say that he trusts it. */
  private final HeldCertificate certificate =
      new HeldCertificate.Builder()
          .commonName("Stallscope's demo server")
          .addSubjectAlternativeName(DemoCatalogue.HOST)
          .addSubjectAlternativeName("localhost")
          .build();

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
  private DemoPorts ports;

  private DemoServer(DemoPorts wanted) {
    ports = wanted;
  }

  /**
   * Starts to listen.
   *
   * @param wanted 0 for any that is free
   * @throws IOException if a port is taken; the message says which
   */
  public static DemoServer start(DemoPorts wanted) throws IOException {
    for (int attempt = 1;
        attempt < FREE_PORT_ATTEMPTS && wanted.equals(DemoPorts.FREE);
        attempt++) {
      try {
        return listening(wanted);
      } catch (IOException _) {
        // a port that is free for UDP may be taken for TCP
      }
    }
    return listening(wanted);
  }

  private static DemoServer listening(DemoPorts wanted) throws IOException {
    DemoServer server = new DemoServer(wanted);
    try {
      server.listen();
      server.warmUp();
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void listen() throws IOException {
    // the page names the ports, which are known only when they are taken
    DemoAnswers answers = new DemoAnswers(new DemoPage(() -> ports));
    DemoChannels channels = new DemoChannels(answers, "");
    SslContext tls = tls();
    int quic = Quic.isAvailable() ? listenToQuic(ports.https(), answers) : ports.https();
    String alternative = Quic.isAvailable() ? "h3=\":%d\"; ma=86400".formatted(quic) : "";
    DemoChannels secured = new DemoChannels(answers, alternative);
    ports =
        new DemoPorts(
            listen(ports.http(), channels.clear()),
            listen(quic, secured.secure(tls, 0)),
            listen(ports.slowTls(), channels.secure(tls, HANDSHAKE_DELAY_MILLIS)),
            resolve(ports.dns()));
  }

  /** Java loads and compiles what answers take, so that only what is to be slow is slow. */
  private void warmUp() throws IOException {
    DemoVisit visit = new DemoVisit(this);
    for (int i = 0; i < WARM_UP_VISITS; i++) {
      visit.meetTwin("slow-tls");
      visit.meetTwin("grpc-slow");
    }
  }

  private int listen(int port, ChannelInitializer<Channel> connections) throws IOException {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(connections);
    return opened(server.bind(address(port)), port);
  }

  private int resolve(int port) throws IOException {
    Bootstrap resolver =
        new Bootstrap()
            .group(threads)
            .channel(NioDatagramChannel.class)
            .handler(new DemoResolver());
    return opened(resolver.bind(address(port)), port);
  }

  /** The same port as that of HTTPS, by UDP. */
  private int listenToQuic(int port, DemoAnswers answers) throws IOException {
    return opened(new QuicListener(threads, certificate, answers).bind(address(port)), port);
  }

  private int opened(ChannelFuture binding, int port) throws IOException {
    if (!binding.awaitUninterruptibly().isSuccess()) {
      throw new IOException(
          "The demo server cannot listen on port %d: %s"
              .formatted(port, binding.cause().getMessage()),
          binding.cause());
    }
    return ((InetSocketAddress) binding.channel().localAddress()).getPort();
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(DemoCatalogue.HOST), port);
  }

  private SslContext tls() throws IOException {
    return SslContextBuilder.forServer(
            certificate.keyPair().getPrivate(), certificate.certificate())
        .sslProvider(SslProvider.JDK)
        .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_2,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }

  /** Where it listens. */
  public DemoPorts ports() {
    return ports;
  }

  /** What its clients have to trust. */
  public HeldCertificate certificate() {
    return certificate;
  }

  /** Ends it, with all connections. */
  @Override
  public void close() {
    // with its threads everything that listens is closed
    var _ = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
