package dev.stallscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WindowRigTest {
  @Test
  void theRobotActsOnItsOwnWindowAndNotOnTheOneBefore() {
    try (WindowRig before = WindowRig.open(600, 400, List.of(), _ -> List.of())) {
      before.robot().clickOn("#toolbar-open");
      assertThat(before.robot().targetWindow()).isSameAs(before.stage());
    }
    try (WindowRig rig = WindowRig.open(600, 400, List.of(), _ -> List.of())) {
      assertThat(rig.robot().targetWindow()).isSameAs(rig.stage());
    }
  }
}
