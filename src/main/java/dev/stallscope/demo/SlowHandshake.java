package dev.stallscope.demo;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/** Holds the first bytes of a connection back, as a server does that is short of processors. */
final class SlowHandshake extends ChannelInboundHandlerAdapter {
  private final long delayMillis;

  SlowHandshake(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    context.channel().config().setAutoRead(false);
    var _ =
        context
            .executor()
            .schedule(
                () -> {
                  context.fireChannelRead(message);
                  context.fireChannelReadComplete();
                  context.channel().config().setAutoRead(true);
                  context.pipeline().remove(this);
                },
                delayMillis,
                TimeUnit.MILLISECONDS);
  }
}
