package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleEngine;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.time.DurationText;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RuleCatalogueTest {
  private static final List<String> SECTIONS =
      List.of(
          "## What it is\n",
          "## How it is recognised\n",
          "## What it is mistaken for\n",
          "## What to do\n");

  private static final List<String> WORDS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

  @Test
  void idsAreUnique() {
    assertThat(RuleCatalogue.rules()).extracting(rule -> rule.info().id()).doesNotHaveDuplicates();
  }

  @Test
  void rulesAreInTheirPlace() {
    assertThat(RuleCatalogue.rules())
        .allSatisfy(
            rule -> {
              String id = rule.info().id();
              StringBuilder name = new StringBuilder();
              for (String word : id.split("-")) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1));
              }
              assertThat(rule.getClass().getSimpleName()).isEqualTo(name + "Rule");
              assertThat(rule.getClass().getPackageName())
                  .isEqualTo("dev.stallscope.diagnosis." + rule.info().layer().id());
            });
  }

  @TestFactory
  List<DynamicTest> helpPagesAreComplete() {
    return RuleCatalogue.rules().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.info().id(), () -> isComplete(rule.info())))
        .toList();
  }

  private static void isComplete(RuleInfo info) {
    assertThat(info.trouble()).isNotBlank().doesNotEndWith(".").hasSizeLessThan(80);
    String rest = info.help();
    for (int i = 0; i < SECTIONS.size(); i++) {
      assertThat(rest).contains(SECTIONS.get(i));
      rest = rest.substring(rest.indexOf(SECTIONS.get(i)) + SECTIONS.get(i).length());
      String section =
          i + 1 < SECTIONS.size() ? rest.substring(0, rest.indexOf(SECTIONS.get(i + 1))) : rest;
      assertThat(section).as(SECTIONS.get(i)).hasSizeGreaterThan(40);
    }
  }

  /** What limits only how much is shown, {@code SHOWN_...}, is no threshold. */
  @TestFactory
  List<DynamicTest> helpPagesNameEveryThreshold() {
    return RuleCatalogue.rules().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.info().id(), () -> namesThresholds(rule)))
        .toList();
  }

  private static void namesThresholds(Rule rule) throws IllegalAccessException {
    for (Field field : rule.getClass().getDeclaredFields()) {
      Class<?> type = field.getType();
      if (Modifier.isStatic(field.getModifiers())
          && type.isPrimitive()
          && !field.getName().startsWith("SHOWN_")
          && (type != double.class || field.getName().endsWith("_SHARE"))) {
        field.setAccessible(true);
        Number threshold = (Number) field.get(null);
        List<String> texts = new ArrayList<>(List.of(text(field.getName(), threshold)));
        if (threshold instanceof Integer count && count >= 0 && count < WORDS.size()) {
          texts.add(WORDS.get(count));
        }
        assertThat(texts)
            .as(field.getName())
            .anySatisfy(
                text ->
                    assertThat(rule.info().help())
                        .containsPattern("(?<![\\w.])" + Pattern.quote(text) + "(?!\\w|\\.\\d)"));
      }
    }
  }

  private static String text(String name, Number threshold) {
    if (name.endsWith("_NANOS")) {
      return DurationText.of(threshold.longValue());
    }
    if (name.endsWith("_BYTES")) {
      return QuantityText.bytes(threshold.longValue());
    }
    if (name.endsWith("_SHARE")) {
      return QuantityText.percent(threshold.doubleValue());
    }
    return Long.toString(threshold.longValue());
  }

  @Test
  void nothingIsFoundInAnEmptyCapture() {
    assertThat(
            new RuleEngine(RuleCatalogue.rules())
                .diagnose(new MeasurementsFixture().measurements())
                .rules())
        .allSatisfy(
            result ->
                assertThat(result.outcome())
                    .as(result.rule().id())
                    .isInstanceOfAny(RuleOutcome.NotApplicable.class, RuleOutcome.Clear.class));
  }

  @Test
  void nothingIsFoundInHealthyTraffic() {
    MeasurementsFixture fixture = new MeasurementsFixture();
    for (int i = 0; i < 10; i++) {
      fixture.request(fixture.connection(), "GET /", 50, 900);
    }

    assertThat(new RuleEngine(RuleCatalogue.rules()).diagnose(fixture.measurements()).findings())
        .isEmpty();
  }
}
