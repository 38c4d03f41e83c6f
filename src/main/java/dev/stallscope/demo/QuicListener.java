package dev.stallscope.demo;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3FrameToHttpObjectCodec;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.InsecureQuicTokenHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/** The same answers over QUIC, in HTTP/3. */
final class QuicListener {
  /** What a client may send before the server has read it; grows while it does. */
  private static final long WINDOW_BYTES = 1 << 20;

  private static final int MAX_STREAMS = 100;
  private static final long IDLE_SECONDS = 30;

  private final EventLoopGroup threads;
  private final HeldCertificate certificate;
  private final DemoAnswers answers;

  QuicListener(EventLoopGroup threads, HeldCertificate certificate, DemoAnswers answers) {
    this.threads = threads;
    this.certificate = certificate;
    this.answers = answers;
  }

  ChannelFuture bind(SocketAddress address) {
    QuicSslContext tls =
        QuicSslContextBuilder.forServer(
                certificate.keyPair().getPrivate(), null, certificate.certificate())
            .applicationProtocols(Http3.supportedApplicationProtocols())
            .build();
    return new Bootstrap()
        .group(threads)
        .channel(NioDatagramChannel.class)
        .handler(
            Http3.newQuicServerCodecBuilder()
                .sslContext(tls)
                .maxIdleTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
                .initialMaxData(WINDOW_BYTES)
                .initialMaxStreamDataBidirectionalRemote(WINDOW_BYTES)
                .initialMaxStreamsBidirectional(MAX_STREAMS)
                .tokenHandler(InsecureQuicTokenHandler.INSTANCE)
                .handler(new Connections())
                .build())
        .bind(address);
  }

  /** Each connection. */
  private final class Connections extends ChannelInitializer<QuicChannel> {
    @Override
    protected void initChannel(QuicChannel connection) {
      connection.pipeline().addLast(new Http3ServerConnectionHandler(new Streams()));
    }

    @Override
    public boolean isSharable() {
      return true;
    }
  }

  /** Each request. */
  private final class Streams extends ChannelInitializer<QuicStreamChannel> {
    @Override
    protected void initChannel(QuicStreamChannel stream) {
      stream.pipeline().addLast(new Http3FrameToHttpObjectCodec(true));
      stream.pipeline().addLast(new DemoHandler(answers, ""));
    }
  }
}
