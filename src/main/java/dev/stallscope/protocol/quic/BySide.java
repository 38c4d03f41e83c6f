package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import java.util.function.Supplier;

/** One thing for what the client sends, another for what the server sends. */
record BySide<T>(T client, T server) {
  static <T> BySide<T> of(Supplier<T> each) {
    return new BySide<>(each.get(), each.get());
  }

  /** The same with another thing for one of the sides. */
  BySide<T> with(Direction sentBy, T other) {
    return sentBy == Direction.CLIENT_TO_SERVER
        ? new BySide<>(other, server)
        : new BySide<>(client, other);
  }

  T of(Direction sentBy) {
    return sentBy == Direction.CLIENT_TO_SERVER ? client : server;
  }
}
