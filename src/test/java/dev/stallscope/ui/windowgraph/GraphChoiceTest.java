package dev.stallscope.ui.windowgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.ui.workspace.Settings;
import dev.stallscope.ui.workspace.SettingsStore;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphChoiceTest {
  /** Keeps settings in memory. */
  private static final class Memory implements SettingsStore {
    private Map<String, String> kept = new HashMap<>();

    @Override
    public Map<String, String> load() {
      return kept;
    }

    @Override
    public void save(Map<String, String> settings) {
      kept = settings;
    }
  }

  private final Memory memory = new Memory();

  @Test
  void atFirstEverythingIsSaidAndADragMarks() {
    GraphChoice choice = new GraphChoice(new Settings(memory));
    assertThat(choice.legendProperty().get()).isTrue();
    assertThat(choice.crosshairProperty().get()).isTrue();
    assertThat(choice.dragMovesProperty().get()).isFalse();
    assertThat(choice.absoluteProperty().get()).isFalse();
  }

  @Test
  void whatIsShownIsRememberedAndHowNumbersAreWrittenIsNot() {
    GraphChoice choice = new GraphChoice(new Settings(memory));
    choice.legendProperty().set(false);
    choice.crosshairProperty().set(false);
    choice.dragMovesProperty().set(true);
    choice.absoluteProperty().set(true);
    GraphChoice later = new GraphChoice(new Settings(memory));
    assertThat(later.legendProperty().get()).isFalse();
    assertThat(later.crosshairProperty().get()).isFalse();
    assertThat(later.dragMovesProperty().get()).isTrue();
    assertThat(later.absoluteProperty().get()).isFalse();
  }
}
