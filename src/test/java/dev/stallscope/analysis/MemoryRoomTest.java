package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryRoomTest {
  @Test
  void connectionsFillItSoonerThanPackets() {
    MemoryRoom room = new MemoryRoom(1_000_000);
    assertThat(room.isFull(10, 10_000)).isFalse();
    assertThat(room.isFull(0, 30_000)).isTrue();
    assertThat(room.isFull(1_000, 0)).isTrue();
  }

  @Test
  void aWorkersLackOfMemoryIsKnownByItsCause() {
    assertThat(MemoryRoom.isLackedBy(new IllegalStateException("worker", new OutOfMemoryError())))
        .isTrue();
    assertThat(MemoryRoom.isLackedBy(new IOException("no such file"))).isFalse();
  }
}
