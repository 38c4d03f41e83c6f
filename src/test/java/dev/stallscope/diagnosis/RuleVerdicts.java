package dev.stallscope.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs one rule on made-up measurements, and holds each finding to what all findings must keep:
 * numbers in the text come from evidence, there is proof, and there is something to do.
 */
public final class RuleVerdicts {
  private static final Pattern NUMBER_WITH_UNIT =
      Pattern.compile(
          "\\d[\\d.,]*\\s(?:ns|µs|ms|s|min|h|%|byte|bytes|kB|MB|GB|bit/s|kbit/s|Mbit/s|Gbit/s)\\b"
              + "|\\d[\\d.,]*\\s%"
              + "|\\b\\d[\\d,]*\\s[a-z]+s\\b");

  private RuleVerdicts() {}

  /** The findings, not charged by the engine. */
  public static List<Finding> findings(Rule rule, MeasurementsFixture fixture) {
    RuleOutcome outcome = rule.judge(fixture.context());
    assertThat(outcome).isInstanceOf(RuleOutcome.Found.class);
    List<Finding> findings = ((RuleOutcome.Found) outcome).findings();
    assertThat(findings).isNotEmpty().allSatisfy(RuleVerdicts::isSound);
    return findings;
  }

  /** The only finding, as the engine charges it when no other rule runs. */
  public static Finding finding(Rule rule, MeasurementsFixture fixture) {
    assertThat(findings(rule, fixture)).hasSize(1);
    return new RuleEngine(List.of(rule)).diagnose(fixture.measurements()).findings().getFirst();
  }

  /** What was measured where the trouble is not there. */
  public static String clear(Rule rule, MeasurementsFixture fixture) {
    RuleOutcome outcome = rule.judge(fixture.context());
    assertThat(outcome).isInstanceOf(RuleOutcome.Clear.class);
    String measured = ((RuleOutcome.Clear) outcome).measured();
    assertThat(measured).isNotBlank();
    return measured;
  }

  /** Why the rule cannot judge. */
  public static String notApplicable(Rule rule, MeasurementsFixture fixture) {
    RuleOutcome outcome = rule.judge(fixture.context());
    assertThat(outcome).isInstanceOf(RuleOutcome.NotApplicable.class);
    return ((RuleOutcome.NotApplicable) outcome).reason();
  }

  private static void isSound(Finding finding) {
    String known =
        finding.evidence().stream().map(Evidence::value).collect(Collectors.joining(" | "));
    for (String text : List.of(finding.title(), finding.explanation())) {
      Matcher numbers = NUMBER_WITH_UNIT.matcher(text);
      while (numbers.find()) {
        String number = numbers.group().replaceAll("\\s[a-z]{2,}s$", "");
        assertThat(known).as("evidence for \"%s\" in: %s", numbers.group(), text).contains(number);
      }
      assertThat(text).doesNotContain("{", "}", "%s", "%d", "null");
    }
    assertThat(finding.title()).hasSizeLessThan(121);
    assertThat(finding.advice())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).doesNotContain("%s", "%d", "null"));
    assertThat(finding.evidence()).isNotEmpty();
    assertThat(finding.packets()).as("proof of %s", finding.title()).isNotEmpty();
  }
}
