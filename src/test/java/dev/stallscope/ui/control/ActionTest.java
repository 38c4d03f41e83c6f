package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

  private static Action action(String key) {
    return Action.of("open", key, () -> {});
  }
}
