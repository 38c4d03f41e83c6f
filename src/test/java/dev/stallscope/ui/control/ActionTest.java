package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.CheckMenuItem;
import org.junit.jupiter.api.Test;

class ActionTest {
  @Test
  void keysAreWrittenForPeople() {
    assertThat(action("Alt+Page Down").keyText()).contains("Alt+Page Down");
    assertThat(action("Ctrl+PERIOD").keyText()).contains("Ctrl+.");
    assertThat(action("").keyText()).isEmpty();
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> action("Alt+PAGE_DOWN"))
        .withMessageContaining("PAGE_DOWN");
  }

  @Test
  void whatTurnsSomethingOnIsTickedWhileItIsOn() {
    BooleanProperty state = new SimpleBooleanProperty();
    Action action = Action.toggle("keys", "F1", state, Bindings.createBooleanBinding(() -> true));
    assertThat(action.menuItem()).isInstanceOf(CheckMenuItem.class);
    CheckMenuItem item = (CheckMenuItem) action.menuItem();
    action.run().run();
    assertThat(item.isSelected()).isTrue();
    item.setSelected(false);
    assertThat(state.get()).isFalse();
  }

  private static Action action(String key) {
    return Action.of("open", key, () -> {});
  }
}
