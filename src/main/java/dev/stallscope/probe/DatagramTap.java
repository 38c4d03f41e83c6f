package dev.stallscope.probe;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Counts what datagrams carry, and tells of the first that comes. */
final class DatagramTap extends ChannelDuplexHandler {
  private final AtomicLong sentBytes = new AtomicLong();
  private final AtomicLong receivedBytes = new AtomicLong();
  private final Runnable onAnswer;
  private final Consumer<Throwable> onProblem;

  /**
   * A tap of one socket.
   *
   * @param onAnswer is run when the first datagram has come
   * @param onProblem is given what the system says of a datagram sent, such as that nobody listens
   */
  DatagramTap(Runnable onAnswer, Consumer<Throwable> onProblem) {
    this.onAnswer = onAnswer;
    this.onProblem = onProblem;
  }

  /** Bytes given to UDP so far. */
  long sentBytes() {
    return sentBytes.get();
  }

  /** Bytes taken from UDP so far. */
  long receivedBytes() {
    return receivedBytes.get();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof DatagramPacket packet
        && receivedBytes.getAndAdd(packet.content().readableBytes()) == 0) {
      onAnswer.run();
    }
    super.channelRead(context, message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof DatagramPacket packet) {
      sentBytes.addAndGet(packet.content().readableBytes());
    }
    super.write(context, message, promise);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
    onProblem.accept(problem);
  }
}
