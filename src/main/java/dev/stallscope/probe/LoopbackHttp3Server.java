package dev.stallscope.probe;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInboundHandler;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.InsecureQuicTokenHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.tls.HeldCertificate;

/** A server for HTTP/3 on the loopback interface that does the same with every request. */
public final class LoopbackHttp3Server implements AutoCloseable {
  /** Far more than is ever asked for here. */
  private static final long WINDOW_BYTES = 1 << 20;

  private static final int MAX_STREAMS = 100;

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("loopback-http3", true), NioIoHandler.newFactory());
  private final Channel channel;
  private final Consumer<ChannelHandlerContext> answer;

  /** Starts to answer with status 200 and this body, at once. */
  static LoopbackHttp3Server answering(HeldCertificate certificate, String body) {
    return new LoopbackHttp3Server(certificate, QuicSession.ALPN, context -> answer(context, body));
  }

  /** Starts to answer likewise, after a time. */
  public static LoopbackHttp3Server answering(
      HeldCertificate certificate, String body, Duration delay) {
    return new LoopbackHttp3Server(
        certificate,
        QuicSession.ALPN,
        context -> {
          var _ =
              context
                  .executor()
                  .schedule(() -> answer(context, body), delay.toNanos(), TimeUnit.NANOSECONDS);
        });
  }

  private static void answer(ChannelHandlerContext context, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var _ = context.write(head(bytes.length));
    var _ =
        context
            .writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(bytes)))
            .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
  }

  static Http3HeadersFrame head(int bodyBytes) {
    Http3HeadersFrame head = new DefaultHttp3HeadersFrame();
    head.headers().status("200").add("content-length", Integer.toString(bodyBytes));
    return head;
  }

  /**
   * Starts.
   *
   * @param alpn the protocol that it offers
   * @param answer what happens on the stream of a request that has come
   */
  LoopbackHttp3Server(
      HeldCertificate certificate, String alpn, Consumer<ChannelHandlerContext> answer) {
    this.answer = answer;
    QuicSslContext context =
        QuicSslContextBuilder.forServer(
                certificate.keyPair().getPrivate(), null, certificate.certificate())
            .applicationProtocols(alpn)
            .build();
    channel =
        new Bootstrap()
            .group(threads)
            .channel(NioDatagramChannel.class)
            .handler(
                Http3.newQuicServerCodecBuilder()
                    .sslContext(context)
                    .initialMaxData(WINDOW_BYTES)
                    .initialMaxStreamDataBidirectionalRemote(WINDOW_BYTES)
                    .initialMaxStreamsBidirectional(MAX_STREAMS)
                    .tokenHandler(InsecureQuicTokenHandler.INSTANCE)
                    .handler(
                        new ChannelInitializer<QuicChannel>() {
                          @Override
                          protected void initChannel(QuicChannel connection) {
                            connection
                                .pipeline()
                                .addLast(new Http3ServerConnectionHandler(streams()));
                          }
                        })
                    .build())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  private ChannelInitializer<QuicStreamChannel> streams() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(QuicStreamChannel stream) {
        stream.pipeline().addLast(new Answering());
      }
    };
  }

  /** Answers when the whole request is there. */
  private final class Answering extends Http3RequestStreamInboundHandler {
    @Override
    protected void channelRead(ChannelHandlerContext context, Http3HeadersFrame frame) {
      // Whatever is asked for, the answer is the same.
    }

    @Override
    protected void channelRead(ChannelHandlerContext context, Http3DataFrame frame) {
      frame.release();
    }

    @Override
    protected void channelInputClosed(ChannelHandlerContext context) {
      answer.accept(context);
    }
  }

  /** Where it listens. */
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    var _ = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
