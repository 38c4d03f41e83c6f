package dev.stallscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.time.TimeSpan;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OccupiedTimeTest {
  private final OccupiedTime occupied = new OccupiedTime();

  private long occupy(long start, long end) {
    return occupied.occupy(new TimeSpan(start, end));
  }

  @Test
  void whatIsFreeIsGivenOnce() {
    assertThat(occupy(10, 20)).isEqualTo(10);
    assertThat(occupy(10, 20)).isZero();
    assertThat(occupy(15, 25)).isEqualTo(5);
    assertThat(occupy(0, 30)).isEqualTo(15);
    assertThat(occupy(5, 5)).isZero();
  }

  @Test
  void neighboursDoNotOverlap() {
    assertThat(occupy(0, 10)).isEqualTo(10);
    assertThat(occupy(10, 20)).isEqualTo(10);
    assertThat(occupy(0, 20)).isZero();
  }

  @Test
  void agreesWithABitPerNanosecond() {
    Random random = new Random(7);
    BitSet bits = new BitSet();
    for (int i = 0; i < 2000; i++) {
      int start = random.nextInt(20_000);
      int end = start + random.nextInt(100);
      int before = bits.cardinality();
      bits.set(start, end);

      assertThat(occupy(start, end)).isEqualTo(bits.cardinality() - before);
    }
  }
}
