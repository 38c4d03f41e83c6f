package dev.stallscope.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Tone;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeadlineTest {
  private static final Frame FRAME = new Frame(0, 0, 2000, 100);

  private final Headline headline = new Headline((text, _) -> 10 * text.length());

  @Test
  void theLostTimeHasItsColourHoweverManyUnitsItHas() {
    assertThat(coloured("The server took {0} to answer", "3 min 37 s"))
        .containsExactly("3\u00a0min 37\u00a0s");
    assertThat(coloured("The server took {0} to answer", "602 ms")).containsExactly("602\u00a0ms");
  }

  @Test
  void aSentenceThatNamesNoTimeGetsIt() {
    assertThat(coloured("Every answer was sent whole", "602 ms")).containsExactly("602\u00a0ms");
  }

  @Test
  void aSentenceHasOneColonOnly() {
    assertThat(told("The handshake failed: an alert"))
        .endsWith("failed: an alert; 46\u00a0ms lost");
    assertThat(told("The handshake failed")).endsWith("failed: 46\u00a0ms lost");
  }

  private String told(String sentence) {
    return headline.marks(sentence, "46 ms", false, FRAME).stream()
        .map(Mark.Label.class::cast)
        .map(Mark.Label::text)
        .collect(Collectors.joining());
  }

  private List<String> coloured(String sentence, String lost) {
    return headline.marks(sentence.replace("{0}", lost), lost, false, FRAME).stream()
        .map(Mark.Label.class::cast)
        .filter(label -> label.tone() == Tone.STALL)
        .map(Mark.Label::text)
        .toList();
  }
}
