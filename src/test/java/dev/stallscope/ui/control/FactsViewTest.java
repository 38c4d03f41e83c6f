package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.WindowRig;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

class FactsViewTest {
  private static final String SUITE = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";

  /** JavaFX breaks lines where Java's iterator allows it, and anywhere where it allows none. */
  @Test
  void aLongNameGoesOnInAnotherLineBehindAnUnderscore() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      FactsView facts = rig.ask(() -> new FactsView("facts"));
      rig.run(
          () -> {
            facts.show(List.of(new Fact("Cipher", SUITE, false)));
            ((StackPane) rig.stage().getScene().getRoot()).getChildren().add(facts.node());
          });
      String shown =
          rig.robot().lookup("#facts .label").queryAllAs(Label.class).stream()
              .map(Label::getText)
              .filter(text -> text.startsWith("TLS"))
              .findFirst()
              .orElseThrow();
      assertThat(shown.replaceAll("[^A-Z0-9_]", "")).isEqualTo(SUITE);
      BreakIterator lines = BreakIterator.getLineInstance(Locale.ROOT);
      lines.setText(shown);
      long ends =
          IntStream.range(1, shown.length())
              .filter(at -> lines.isBoundary(at) && shown.substring(0, at).strip().endsWith("_"))
              .count();
      assertThat(ends).isEqualTo(SUITE.chars().filter(letter -> letter == '_').count());
    }
  }
}
