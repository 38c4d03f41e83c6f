package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryRoomTest {
  @Test
  void connectionsFillItSoonerThanPackets() {
    MemoryRoom room = new MemoryRoom(1_000_000);
    assertThat(room.leftBytes(10, 10_000, 10_000)).isPositive();
    assertThat(room.leftBytes(0, 30_000, 0)).isNegative();
    assertThat(room.leftBytes(1_000, 0, 0)).isNegative();
    assertThat(room.leftBytes(0, 0, 1_000_001)).isNegative();
  }

  @Test
  void aWorkersLackOfMemoryIsKnownByItsCause() {
    assertThat(MemoryRoom.isLackedBy(new IllegalStateException("worker", new OutOfMemoryError())))
        .isTrue();
    assertThat(MemoryRoom.isLackedBy(new IOException("no such file"))).isFalse();
  }
}
