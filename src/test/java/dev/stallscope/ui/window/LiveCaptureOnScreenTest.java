package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.live.LiveRights;
import dev.stallscope.chart.Theme;
import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.Screenshots;
import dev.stallscope.testkit.WindowRig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/** Captures for real, on the loopback interface, with the window's own dialog. */
@NeedsDisplay
class LiveCaptureOnScreenTest {
  @TempDir Path home;
  private final String oldHome = System.getProperty("user.home");

  @BeforeEach
  void start() {
    LiveRights.assume();
    ChildJvm.beTheProgram();
    System.setProperty("user.home", home.toString());
  }

  @AfterEach
  void restore() {
    System.setProperty("user.home", oldHome);
  }

  @Test
  void aWrongFilterIsSaidAndNotBegun() {
    try (WindowRig rig = WindowRig.open(1280, 900, List.of(), _ -> List.of())) {
      rig.robot().clickOn("#start-live-capture");
      ListView<?> interfaces = rig.find("#live-interfaces", ListView.class);
      rig.await(() -> interfaces.getItems().size() > 1);
      rig.run(() -> rig.find("#live-filter", TextField.class).setText("tcp port xx"));
      Label problem = rig.find("#live-filter-problem", Label.class);
      rig.await(() -> problem.getText().equals("unknown port 'xx'"));
      assertThat(rig.find("#live-start", Button.class).isDisabled()).isTrue();
      rig.run(() -> rig.find("#live-preset-web", Button.class).fire());
      rig.await(() -> problem.getText().isEmpty());
      // so that what the interfaces carry is in the picture
      WaitForAsyncUtils.sleep(4, TimeUnit.SECONDS);
      picture(rig, "live-set-up");
      rig.robot().push(KeyCode.ESCAPE);
      assertThat(rig.ask(() -> rig.stage().getScene().lookup("#live-card").isVisible())).isFalse();
    }
  }

  @Test
  void theDemoIsCapturedWhileThePanesFollow() throws Exception {
    Path saved = home.resolve("saved.pcapng");
    try (WindowRig rig =
        WindowRig.open(1920, 1080, List.of(), _ -> List.of(), (_, _, _) -> Optional.of(saved))) {
      rig.robot().clickOn("#start-try-it");
      rig.await(() -> rig.workspace().analysis() != null);
      picture(rig, "live-running");
      Label words = rig.find("#live-words", Label.class);
      rig.await(() -> words.getText().startsWith("Captured on"));
      rig.await(
          () ->
              rig.workspace().analysis().findings().stream()
                      .map(finding -> finding.rule().id())
                      .filter(
                          Stream.of("slow-server-response", "dns-slow-answer", "tls-slow-server")
                                  .toList()
                              ::contains)
                      .distinct()
                      .count()
                  == 3);
      picture(rig, "live-ended");
      rig.robot().clickOn("#live-save");
      rig.await(() -> rig.workspace().problemProperty().get().contains("saved.pcapng"));
      assertThat(Files.size(saved)).isPositive();
    }
  }

  private static void picture(WindowRig rig, String name) {
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      rig.run(() -> rig.workspace().appearance().choose(theme));
      rig.ask(() -> Screenshots.save(rig.stage().getScene().getRoot(), name + "-" + theme.id()));
    }
  }
}
