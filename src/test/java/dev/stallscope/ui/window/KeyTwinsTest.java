package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.control.Action;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyTwinsTest {
  private final List<String> done = new ArrayList<>();
  private final SimpleBooleanProperty isPossible = new SimpleBooleanProperty(true);
  private final ObservableMap<KeyCombination, Runnable> accelerators =
      FXCollections.observableHashMap();

  @ParameterizedTest
  @CsvSource({
    "Ctrl+ADD, larger",
    "Ctrl+EQUALS, larger",
    "Ctrl+Shift+EQUALS, larger",
    "Ctrl+SUBTRACT, smaller",
    "Alt+EQUALS, graph.zoom-in",
    "Alt+Shift+EQUALS, graph.taller",
    "Alt+Shift+ADD, graph.taller",
  })
  void whatHasTheSameSignDoesTheSame(String key, String action) {
    KeyTwins.add(
        List.of(
            action("larger", "Ctrl+PLUS"),
            action("smaller", "Ctrl+MINUS"),
            action("graph.zoom-in", "Alt+PLUS"),
            action("graph.taller", "Alt+Shift+PLUS")),
        accelerators);
    accelerators.get(KeyCombination.valueOf(key)).run();
    assertThat(done).containsExactly(action);
    isPossible.set(false);
    accelerators.get(KeyCombination.valueOf(key)).run();
    assertThat(done).hasSize(1);
  }

  @Test
  void aKeyThatDoesSomethingElseIsNoTwin() {
    KeyTwins.add(
        List.of(action("larger", "Ctrl+PLUS"), action("open", "Ctrl+Shift+EQUALS")), accelerators);
    assertThat(accelerators).doesNotContainKey(KeyCombination.valueOf("Ctrl+Shift+EQUALS"));
  }

  @NeedsDisplay
  @Test
  void textIsMadeLargerOnAnAmericanKeyboard() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("slow-server"))) {
      double designed = scale(rig);
      rig.robot().push(KeyCode.CONTROL, KeyCode.EQUALS);
      double larger = scale(rig);
      assertThat(larger).isGreaterThan(designed);
      rig.robot().push(KeyCode.CONTROL, KeyCode.MINUS);
      assertThat(scale(rig)).isLessThan(larger);
    }
  }

  private static double scale(WindowRig rig) {
    return rig.ask(() -> rig.workspace().appearance().scaleProperty().get());
  }

  private Action action(String id, String key) {
    return Action.of(id, key, () -> done.add(id), isPossible);
  }
}
