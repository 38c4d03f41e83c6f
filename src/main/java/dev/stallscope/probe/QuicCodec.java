package dev.stallscope.probe;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslEngine;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * What speaks QUIC on one socket. To make one takes some 8 ms, which are not to be counted: {@link
 * #prepare} makes them before any time is.
 */
final class QuicCodec {
  /** As Chromium gives; quiche raises them when the path takes more. */
  private static final long CONNECTION_WINDOW_BYTES = 15L << 20;

  private static final long STREAM_WINDOW_BYTES = 6L << 20;

  /** For an address of each family. */
  private static final int SPARES = 2;

  private static final BlockingQueue<QuicCodec> PREPARED = new ArrayBlockingQueue<>(SPARES);

  private final ChannelHandler handler;
  private volatile Supplier<QuicSslEngine> engines =
      () -> {
        throw new IllegalStateException("nobody is to be talked to yet");
      };

  private QuicCodec() {
    handler =
        Http3.newQuicClientCodecBuilder()
            .sslEngineProvider(_ -> engines.get())
            .initialMaxData(CONNECTION_WINDOW_BYTES)
            .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW_BYTES)
            .build();
  }

  /** Makes as many as the next connection may take. */
  static void prepare() {
    while (PREPARED.remainingCapacity() > 0) {
      if (!PREPARED.offer(new QuicCodec())) {
        return;
      }
    }
  }

  /**
   * The codec for a connection, which is used once.
   *
   * @param host whom the certificate is to name
   */
  static ChannelHandler of(QuicSslContext context, String host, int port) {
    QuicCodec codec = Optional.ofNullable(PREPARED.poll()).orElseGet(QuicCodec::new);
    codec.engines =
        () -> ServerName.into(context.newEngine(ByteBufAllocator.DEFAULT, host, port), host);
    return codec.handler;
  }
}
