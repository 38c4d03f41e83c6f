package dev.stallscope.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValueScaleTest {
  private final ValueScale scale = new ValueScale(0, 1_500_000, 200, 50);

  @Test
  void mapsThereAndBack() {
    assertThat(scale.y(0)).isEqualTo(200);
    assertThat(scale.y(750_000)).isEqualTo(125);
    assertThat(scale.valueAt(125)).isEqualTo(750_000);
  }

  @Test
  void marksRoundBytesWithTheirUnit() {
    assertThat(labels(scale, ValueUnit.BYTES, 0))
        .containsExactly("0.0 MB", "0.5 MB", "1.0 MB", "1.5 MB");
    assertThat(labels(new ValueScale(0, 64_240, 100, 0), ValueUnit.BYTES, 0))
        .containsExactly("0 kB", "50 kB");
    assertThat(labels(new ValueScale(0, 90, 100, 0), ValueUnit.BYTES, 0))
        .containsExactly("0 B", "50 B");
  }

  @Test
  void marksRoundTimes() {
    assertThat(labels(new ValueScale(0, 62_000_000, 100, 0), ValueUnit.DURATION, 0))
        .containsExactly("0 ms", "50 ms");
  }

  @Test
  void numbersOnTheWireAreRoundAndStartAgainAfterTheLast() {
    ValueScale wrapped = new ValueScale(0, 3_000_000, 120, 0);
    assertThat(labels(wrapped, ValueUnit.SEQUENCE_NUMBER, 4_294_000_001L))
        .containsExactly("32,704", "1,032,704", "2,032,704");
    assertThat(wrapped.ticks(ValueUnit.SEQUENCE_NUMBER, 4_294_000_001L, 40).getFirst().y())
        .isEqualTo(wrapped.y(999_999));
  }

  @Test
  void aScaleNeedsARange() {
    assertThatThrownBy(() -> new ValueScale(5, 5, 10, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ValueScale(5, 6, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> labels(ValueScale scale, ValueUnit unit, long base) {
    return scale.ticks(unit, base, 40).stream().map(ValueScale.Tick::label).toList();
  }
}
