package dev.stallscope.probe;

import io.netty.handler.codec.quic.QuicChannel;

/** A QUIC connection that stands. */
record QuicConnection(QuicSocket socket, QuicChannel channel) {
  boolean isOpen() {
    return channel.isActive();
  }
}
