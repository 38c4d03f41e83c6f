package dev.stallscope.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.ChildJvm;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowStartTest {
  @Test
  void withoutADisplayItNamesWhatWorks() {
    assertThat(WindowStart.obstacle(Map.of()))
        .contains(
            "The window cannot be shown: there is no display (DISPLAY is not set); 'stallscope"
                + " analyze FILE' and 'stallscope report FILE' work without one.");
  }

  @Test
  void withoutADisplayTheProgramSaysThatAndNothingElse() throws Exception {
    Process process = ChildJvm.withoutDisplay().start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.USAGE);
    assertThat(said.lines())
        .singleElement()
        .asString()
        .startsWith("stallscope: The window cannot be shown: there is no display");
  }

  @Test
  void aDisplayWithoutANameIsNone() {
    assertThat(WindowStart.obstacle(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "")))
        .isEqualTo(WindowStart.obstacle(Map.of()));
  }
}
