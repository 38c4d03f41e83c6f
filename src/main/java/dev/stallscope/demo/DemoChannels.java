package dev.stallscope.demo;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.AsciiString;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a connection goes through, by port. */
final class DemoChannels {
  private final DemoAnswers answers;
  private final String alternative;

  /**
   * What answers.
   *
   * @param alternative what Alt-Svc names; empty where it is not sent
   */
  DemoChannels(DemoAnswers answers, String alternative) {
    this.answers = answers;
    this.alternative = alternative;
  }

  /** HTTP/1.1, and HTTP/2 by prior knowledge or upgrade. */
  ChannelInitializer<Channel> clear() {
    return initializer(
        pipeline -> {
          HttpServerCodec http1 = new HttpServerCodec();
          HttpServerUpgradeHandler upgrade =
              new HttpServerUpgradeHandler(http1, this::upgradeCodec);
          pipeline.addLast(
              new CleartextHttp2ServerUpgradeHandler(http1, upgrade, initializer(this::addHttp2)));
          pipeline.addLast(new DemoHandler(answers, alternative));
        });
  }

  /**
   * HTTP/1.1 or HTTP/2, as the client prefers.
   *
   * @param helloDelayMillis how long each handshake waits before it is answered
   */
  ChannelInitializer<Channel> secure(SslContext tls, long helloDelayMillis) {
    return initializer(
        pipeline -> {
          if (helloDelayMillis > 0) {
            pipeline.addLast(new SlowHandshake(helloDelayMillis));
          }
          pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
          pipeline.addLast(new Negotiated());
        });
  }

  /** None for what is no HTTP/2; the connection then stays as it is. */
  private HttpServerUpgradeHandler.@Nullable UpgradeCodec upgradeCodec(CharSequence protocol) {
    return AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
        ? new Http2ServerUpgradeCodec(
            Http2FrameCodecBuilder.forServer().build(), new Http2MultiplexHandler(streams()))
        : null;
  }

  private void addHttp2(ChannelPipeline pipeline) {
    pipeline.addLast(Http2FrameCodecBuilder.forServer().build());
    pipeline.addLast(new Http2MultiplexHandler(streams()));
  }

  private ChannelHandler streams() {
    return initializer(
        pipeline -> {
          pipeline.addLast(new Http2StreamFrameToHttpObjectCodec(true));
          pipeline.addLast(new DemoHandler(answers, alternative));
        });
  }

  private static ChannelInitializer<Channel> initializer(Consumer<ChannelPipeline> fill) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        fill.accept(channel.pipeline());
      }
    };
  }

  /** What was agreed on in the handshake. */
  private final class Negotiated extends ApplicationProtocolNegotiationHandler {
    Negotiated() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        addHttp2(context.pipeline());
      } else {
        context.pipeline().addLast(new HttpServerCodec(), new DemoHandler(answers, alternative));
      }
    }

    /** A client that does not trust the certificate ends the handshake; that is its right. */
    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
