package dev.stallscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.RuleCatalogue;
import dev.stallscope.measure.StallCause;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallTextTest {
  @Test
  void everyRuleHasWordsThatFitIntoABar() {
    assertThat(RuleCatalogue.rules())
        .extracting(rule -> StallText.ofRule(rule.info().id()))
        .allMatch(text -> text.length() <= 40)
        .contains("waited for a stream", "held up by another stream", "slow server");
  }

  @Test
  void everyCauseOfLostTimeHasWordsThatFitIntoABar() {
    List<String> texts =
        Arrays.stream(StallCause.values())
            .filter(cause -> !cause.isBlameless())
            .map(StallText::of)
            .toList();
    assertThat(texts).doesNotHaveDuplicates().allMatch(text -> text.length() <= 36);
    assertThat(StallText.of(StallCause.ZERO_WINDOW)).isEqualTo("receive buffer full · not read");
  }
}
