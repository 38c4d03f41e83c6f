package dev.stallscope.probe;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A UDP socket to one address, with the QUIC connection that is attempted over it. */
final class QuicSocket {
  /** H3_NO_ERROR, RFC 9114 section 8.1. */
  private static final int NO_ERROR = 0x100;

  private final InetSocketAddress address;
  private final DatagramTap tap;
  private final Bootstrap bootstrap;
  private volatile Optional<QuicConnectionCloseEvent> farewell = Optional.empty();
  private volatile @Nullable Channel datagrams;
  private volatile @Nullable QuicChannel quic;

  /**
   * A socket that is not open yet.
   *
   * @param host whom the certificate is to name
   */
  QuicSocket(
      EventLoopGroup threads,
      QuicSslContext context,
      String host,
      InetSocketAddress address,
      DatagramTap tap) {
    this.address = address;
    this.tap = tap;
    bootstrap =
        new Bootstrap()
            .group(threads)
            .channel(NioDatagramChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(tap, QuicCodec.of(context, host, address.getPort()));
                  }
                });
  }

  /** Opens it and begins the handshake; what becomes of it is told on the socket's thread. */
  void connect(Consumer<QuicChannel> whenConnected, Consumer<Throwable> whenFailed) {
    var _ =
        bootstrap
            .connect(address)
            .addListener(
                (ChannelFuture opened) -> {
                  if (opened.isSuccess()) {
                    datagrams = opened.channel();
                    handshake(opened.channel(), whenConnected, whenFailed);
                  } else {
                    whenFailed.accept(opened.cause());
                  }
                });
  }

  private void handshake(
      Channel over, Consumer<QuicChannel> whenConnected, Consumer<Throwable> whenFailed) {
    var _ =
        QuicChannel.newBootstrap(over)
            .handler(
                new ChannelInitializer<QuicChannel>() {
                  @Override
                  protected void initChannel(QuicChannel channel) {
                    channel.pipeline().addLast(new Http3ClientConnectionHandler(), new Watch());
                  }
                })
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .remoteAddress(address)
            .connect()
            .addListener(
                (Future<QuicChannel> connected) -> {
                  if (connected.isSuccess()) {
                    quic = connected.getNow();
                    whenConnected.accept(connected.getNow());
                  } else {
                    whenFailed.accept(connected.cause());
                  }
                });
  }

  /** Keeps what the server says when it closes the connection. */
  private final class Watch extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof QuicConnectionCloseEvent close) {
        farewell = Optional.of(close);
      }
      context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
      // The streams are told, too, and say it in the failure's sentence.
    }
  }

  InetSocketAddress address() {
    return address;
  }

  /** This end, once it is open. */
  InetSocketAddress local() {
    return (InetSocketAddress) Objects.requireNonNull(datagrams).localAddress();
  }

  DatagramTap tap() {
    return tap;
  }

  /** What the server said when it closed the connection. */
  Optional<QuicConnectionCloseEvent> farewell() {
    return farewell;
  }

  /** Ends the connection, and the server is told where there is one. */
  void close() {
    QuicChannel connected = quic;
    if (connected != null && connected.isActive()) {
      var _ =
          connected.close(true, NO_ERROR, Unpooled.EMPTY_BUFFER).addListener(_ -> closeSocket());
    } else {
      closeSocket();
    }
  }

  private void closeSocket() {
    Channel opened = datagrams;
    if (opened != null) {
      var _ = opened.close();
    }
  }
}
