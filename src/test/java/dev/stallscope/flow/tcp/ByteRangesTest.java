package dev.stallscope.flow.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.flow.FlowLimits;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void itHoldsWhatASetOfBitsHolds(int seed) {
    Random random = new Random(seed);
    ByteRanges ranges = new ByteRanges();
    BitSet bits = new BitSet();
    for (int i = 0; i < 500; i++) {
      int start = random.nextInt(1000);
      int end = start + random.nextInt(60);
      if (random.nextInt(20) == 0) {
        ranges.removeBefore(start);
        bits.clear(0, start);
      } else {
        BitSet before = (BitSet) bits.clone();
        bits.set(start, end);
        assertThat(ranges.add(start, end)).isEqualTo(!before.equals(bits));
      }
      assertThat(ranges.total()).isEqualTo(bits.cardinality());
      assertThat(ranges.totalFrom(start)).isEqualTo(bits.get(start, 2000).cardinality());
      assertThat(ranges.contains(start, start + 1)).isEqualTo(bits.get(start));
    }
  }

  @Test
  void itKeepsNoMoreRangesThanItMay() {
    ByteRanges ranges = new ByteRanges();
    for (int i = 0; i < 10_000; i++) {
      ranges.add(i * 10L, i * 10L + 1);
    }
    assertThat(ranges.count()).isEqualTo(FlowLimits.SACK_RANGES);
    assertThat(ranges.add(0, 10_000)).isTrue();
  }
}
