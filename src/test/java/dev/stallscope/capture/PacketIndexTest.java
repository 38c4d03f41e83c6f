package dev.stallscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacketIndexTest {
  private final PacketIndex index = new PacketIndex();
  private final PacketBatch batch = new PacketBatch();

  @Test
  void keepsEveryColumnAcrossManyChunks() {
    int count = 300_000;
    while (index.count() < count) {
      batch.clear(index.count());
      while (!batch.isFull()) {
        int i = index.count() + batch.count();
        add(i, i, 3 * i, -i, 5L * i, i % 1000, i % 1024);
      }
      index.append(batch);
    }
    for (int i = 0; i < count; i += 97) {
      assertThat(index.capturedLength(i)).isEqualTo(i);
      assertThat(index.originalLength(i)).isEqualTo(3 * i);
      assertThat(index.epochNanos(i)).isEqualTo(-i);
      assertThat(index.fileOffset(i)).isEqualTo(5L * i);
      assertThat(index.interfaceId(i)).isEqualTo(i % 1000);
      assertThat(index.fileNumber(i)).isEqualTo(i % 1024);
    }
  }

  @Test
  void aPlaceHoldsTheLargestOfAllItsParts() {
    batch.clear(0);
    add(0, 0, 0, Long.MAX_VALUE, (1L << 40) - 1, CaptureLimits.INTERFACES - 1, 1023);
    add(1, 0, 0, Long.MIN_VALUE, 1L << 50, 0, 0);
    index.append(batch);
    assertThat(index.fileOffset(0)).isEqualTo((1L << 40) - 1);
    assertThat(index.interfaceId(0)).isEqualTo(CaptureLimits.INTERFACES - 1);
    assertThat(index.fileNumber(0)).isEqualTo(1023);
    assertThat(index.fileOffset(1)).isEqualTo((1L << 40) - 1);
    assertThat(index.fileNumber(1)).isZero();
  }

  @Test
  void flowsAndMarksAreSetLater() {
    batch.clear(0);
    add(0, 1, 1, 1, 1, 0, 0);
    add(1, 1, 1, 1, 1, 0, 0);
    add(2, 1, 1, 1, 1, 0, 0);
    index.append(batch);
    index.setFlow(1, 17, 1);
    index.setFlow(2, PacketIndex.FRAGMENT, 0);
    index.setMarks(1, (1 << PacketIndex.MARK_BITS) - 1);
    index.setMarks(2, 5);
    index.setMarks(2, 9);
    assertThat(index.flow(0)).isEqualTo(PacketIndex.NO_FLOW);
    assertThat(index.side(0)).isZero();
    assertThat(index.marks(0)).isZero();
    assertThat(index.flow(1)).isEqualTo(17);
    assertThat(index.side(1)).isEqualTo(1);
    assertThat(index.marks(1)).isEqualTo((1 << PacketIndex.MARK_BITS) - 1);
    assertThat(index.flow(2)).isEqualTo(PacketIndex.FRAGMENT);
    assertThat(index.marks(2)).isEqualTo(9);
  }

  @Test
  void marksLeaveTheLinkDirectionAlone() {
    batch.clear(0);
    for (LinkDirection direction : LinkDirection.values()) {
      batch.add(0, 0, 0, 0, 0, 0, 1, direction, 0);
    }
    index.append(batch);
    for (int packet = 0; packet < index.count(); packet++) {
      index.setMarks(packet, (1 << PacketIndex.MARK_BITS) - 1);
      index.setMarks(packet, 0);
      assertThat(index.linkDirection(packet)).isEqualTo(LinkDirection.of(packet));
    }
  }

  @Test
  void refusesABatchThatDoesNotFollow() {
    batch.clear(3);
    assertThatThrownBy(() -> index.append(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the batch begins at packet 3, the index ends at 0");
  }

  private void add(
      int offset, int captured, int original, long nanos, long fileOffset, int id, int file) {
    batch.add(offset, captured, original, nanos, fileOffset, id, 1, LinkDirection.UNKNOWN, file);
  }
}
