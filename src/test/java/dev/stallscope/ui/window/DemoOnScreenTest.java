package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.live.LiveRights;
import dev.stallscope.chart.Theme;
import dev.stallscope.testkit.ChildJvm;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Screenshots;
import dev.stallscope.testkit.WindowRig;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo server from the window: asked, compared, recorded and ended, with no terminal. */
@NeedsDisplay
class DemoOnScreenTest {
  @TempDir private Path home;

  @Test
  void itIsAskedAtOnceAndStaysUntilItIsStopped() {
    try (WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of())) {
      rig.robot().push(KeyCode.CONTROL, KeyCode.U);
      picture(rig, "demo-probe-empty");
      rig.robot().clickOn("#empty-demo-probe");
      awaitProbes(rig, 1);
      assertThat(url(rig)).matches("https://127\\.0\\.0\\.1:\\d+/page");
      assertThat(rig.find("#probe-failure", Label.class).getText()).isEmpty();
      assertThat(rig.find("#demo-words", Label.class).getText())
          .matches("Demo server: http://127\\.0\\.0\\.1:\\d+/ .*");
      picture(rig, "demo-probe");
      for (MenuItem item : rig.find("#demo-requests", MenuButton.class).getItems()) {
        if ("The server thinks for 0.5 s in each TLS handshake".equals(item.getText())) {
          rig.run(item::fire);
        }
      }
      awaitProbes(rig, 2);
      assertThat(url(rig)).endsWith("/slow-tls");
      assertThat(rig.find("#probe-failure", Label.class).getText()).isEmpty();
      picture(rig, "demo-probe-trouble");
      rig.robot().clickOn("#demo-stop");
      assertThat(rig.ask(() -> rig.stage().getScene().lookup("#demo-bar").isVisible())).isFalse();
    }
  }

  @Test
  void itsVersionsAreComparedFromTheCapturesPaneToo() {
    try (WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of())) {
      rig.read(SampleCaptures.file("slow-server"));
      rig.robot().push(KeyCode.CONTROL, KeyCode.DIGIT7);
      picture(rig, "demo-versions-empty");
      rig.run(rig.find("#empty-demo-compare", Button.class)::fire);
      TableView<?> table = rig.find("#versions-table", TableView.class);
      rig.await(() -> table.getItems().size() >= 11);
      rig.await(() -> rig.find("#probe-cancel", Node.class).isDisabled());
      picture(rig, "demo-compared");
    }
  }

  @Test
  void itIsRecordedAndStays() {
    LiveRights.assume();
    ChildJvm.beTheProgram();
    String oldHome = System.setProperty("user.home", home.toString());
    try (WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of())) {
      rig.robot().clickOn("#start-try-it");
      Label words = rig.find("#live-words", Label.class);
      rig.await(() -> words.getText().startsWith("Captured on"));
      rig.await(() -> rig.workspace().analysis() != null);
      assertThat(rig.find("#demo-bar", Node.class).isVisible()).isTrue();
      assertThat(rig.find("#demo-meet", Button.class).getText()).isEqualTo("Record its troubles");
      picture(rig, "demo-recorded");
    } finally {
      System.setProperty("user.home", oldHome);
    }
  }

  private static void awaitProbes(WindowRig rig, int count) {
    rig.await(
        () ->
            rig.find("#probe-list", ListView.class).getItems().size() == count
                && rig.find("#probe-cancel", Node.class).isDisabled());
  }

  private static String url(WindowRig rig) {
    return rig.find("#probe-url", TextField.class).getText();
  }

  private static void picture(WindowRig rig, String name) {
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      rig.run(() -> rig.workspace().appearance().choose(theme));
      rig.ask(() -> Screenshots.save(rig.stage().getScene().getRoot(), name + "-" + theme.id()));
    }
  }
}
