package dev.stallscope.diagnosis;

import static dev.stallscope.diagnosis.MeasurementsFixture.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stallscope.measure.Layer;
import dev.stallscope.time.Nanos;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingDraftTest {
  private static final RuleInfo INFO = new RuleInfo("trouble", Layer.TCP, "Trouble", "help");

  private final FindingDraft draft = new FindingDraft(INFO, Party.NETWORK);

  @Test
  void numbersEnterTheTextThroughTheirEvidence() {
    Finding finding =
        draft
            .span(span(0, 100))
            .evidence(
                Evidence.duration("pause", Nanos.ofMillis(250)),
                Evidence.count("stops", 1, "stop"),
                Evidence.bytes("size", 14_600),
                Evidence.share("loss", 0.025))
            .finding("Waited {pause}", "{stops} at {size}; {loss} lost.");

    assertThat(finding.title()).isEqualTo("Waited 250 ms");
    assertThat(finding.explanation()).isEqualTo("1 stop at 14.6 kB; 2.5 % lost.");
  }

  @Test
  void wordsAreNamedInTextsAndAdvice() {
    Finding finding =
        draft
            .span(span(0, 100))
            .word("side", "server")
            .advice("Set `{\"a\": 1}` at the {side}.")
            .finding("The {side}", "The {side}.");

    assertThat(finding.title()).isEqualTo("The server");
    assertThat(finding.advice()).isEqualTo(List.of("Set `{\"a\": 1}` at the server."));
  }

  @Test
  void evidenceThatIsNotThereIsADefect() {
    draft.span(span(0, 100));

    assertThatThrownBy(() -> draft.finding("Waited {pause}", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trouble has no evidence named pause");
  }

  @Test
  void whatIsClaimedBelongsToTheFinding() {
    Finding finding =
        draft
            .claim(new TimeClaim(7, 3, span(100, 200), Nanos.ofMillis(60)))
            .claim(new TimeClaim(-1, 1, span(50, 150), 0))
            .confidence(0.9)
            .confidence(0.7)
            .confidence(0.8)
            .packets(List.of(5, -1, 3, 5))
            .finding("title", "explanation");

    assertThat(finding)
        .isEqualTo(
            new Finding(
                INFO,
                Severity.MAJOR,
                Party.NETWORK,
                "title",
                "explanation",
                Nanos.ofMillis(60),
                span(50, 200),
                List.of(1, 3),
                List.of(7),
                List.of(5, 3),
                List.of(),
                List.of(),
                0.7,
                Set.of(),
                new Cost(
                    List.of(new TimeClaim(7, 3, span(100, 200), Nanos.ofMillis(60))),
                    Severity.INFO,
                    Severity.CRITICAL)));
  }

  @Test
  void moreProofsThanAPersonLooksAtAreLeftOut() {
    draft.span(span(0, 1));
    for (int i = 0; i < 100; i++) {
      draft.packet(i);
    }

    assertThat(draft.finding("title", "explanation").packets())
        .hasSize(2 * FindingDraft.MAX_PROOFS);
  }

  @Test
  void aClaimCannotLoseMoreThanItLasts() {
    assertThatThrownBy(() -> new TimeClaim(0, 0, span(0, 1), Nanos.ofMillis(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
