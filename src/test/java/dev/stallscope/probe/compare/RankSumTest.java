package dev.stallscope.probe.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankSumTest {
  /** Critical values of the two-sided test at 5 %, from the tables that statistics books have. */
  @ParameterizedTest
  @CsvSource({"5, 5, 2", "7, 8, 10", "10, 10, 23", "15, 20, 90", "20, 20, 127"})
  void theCriticalValuesAreThoseOfTheTables(int first, int second, int critical) {
    RankSum rank = new RankSum(first, second);
    assertThat(rank.probability(critical)).isLessThanOrEqualTo(0.05);
    assertThat(rank.probability(critical + 1)).isGreaterThan(0.05);
    assertThat(rank.leftOut()).isEqualTo(critical + 1);
  }

  @Test
  void theLeastProbabilityIsThatOfTwoOutcomesOfAll() {
    assertThat(new RankSum(5, 5).leastProbability()).isCloseTo(2.0 / 252, within(1e-12));
    assertThat(new RankSum(1, 1).leastProbability()).isEqualTo(1);
  }

  @Test
  void bothEndsAreAlikeAndTheMiddleIsCertain() {
    RankSum rank = new RankSum(6, 9);
    assertThat(rank.probability(10)).isEqualTo(rank.probability(44));
    assertThat(rank.probability(27)).isEqualTo(1);
    assertThat(rank.probability(26.5)).isEqualTo(1);
  }

  @Test
  void theApproximationGoesOnWhereTheExactOneEnds() {
    double exact = new RankSum(50, 50).probability(950);
    // as many standard deviations from the mean: 2.0681 of 145.06 and 149.41
    double mean = 51 * 51 / 2.0;
    double approximate = new RankSum(51, 51).probability(mean - 2.0681 * 149.41);
    assertThat(approximate).isCloseTo(exact, within(0.001));
    assertThat(new RankSum(51, 51).leftOut()).isBetween(1006, 1009);
  }
}
