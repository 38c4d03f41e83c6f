package dev.stallscope.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Theme;
import dev.stallscope.chart.Tone;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Screenshots;
import dev.stallscope.testkit.WindowRig;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Pictures of what can be added to the waterfall. */
@NeedsDisplay
class WaterfallScreenshotsTest {
  @Test
  void columnsPinsAndTheFilter() {
    try (WindowRig rig = WindowRig.open(1440, 900, List.of(), _ -> List.of())) {
      rig.read(SampleCaptures.file("http1-page"));
      ListView<?> rows = rig.find("#waterfall-list", ListView.class);
      rig.await(() -> rows.getItems().size() > 5);
      for (String column : List.of("host", "protocol", "latency", "lost")) {
        add(rig, column);
      }
      rig.run(() -> rows.getSelectionModel().clearAndSelect(3));
      rig.robot().push(KeyCode.CONTROL, KeyCode.P);
      rig.run(() -> rig.find("#waterfall-filter", TextField.class).setText("slower-than:soon"));
      picture(rig, "waterfall-columns");
      rig.run(() -> rig.find("#waterfall-filter", TextField.class).setText("status:2xx"));
      picture(rig, "waterfall-valid");
    }
  }

  @Test
  void whatCausedARow() {
    try (WindowRig rig = WindowRig.open(1440, 900, List.of(), _ -> List.of())) {
      rig.read(SampleCaptures.file("dns-timeout"));
      rig.robot().clickOn("#waterfall-grouping").clickOn("under who waited");
      ListView<?> rows = rig.find("#waterfall-list", ListView.class);
      rig.await(() -> rows.getItems().size() == 4);
      rig.robot().moveTo("#sort-label").moveBy(0, 26);
      rig.robot().press(KeyCode.SHIFT);
      WritableImage image = picture(rig, "waterfall-caused");
      rig.robot().release(KeyCode.SHIFT);
      assertThat(Screenshots.pixels(image, Palette.of(Theme.DARK).rgb(Tone.MAJOR)))
          .isGreaterThan(60);
    }
  }

  private static void add(WindowRig rig, String column) {
    rig.run(() -> rig.find("#waterfall-columns", Button.class).fire());
    rig.run(() -> WaterfallViewTest.item("column-" + column).fire());
  }

  private static WritableImage picture(WindowRig rig, String name) {
    WritableImage image = null;
    for (Theme theme : List.of(Theme.HIGH_CONTRAST, Theme.LIGHT, Theme.DARK)) {
      rig.run(() -> rig.workspace().appearance().choose(theme));
      image =
          rig.ask(
              () ->
                  Screenshots.save(
                      rig.stage().getScene().getRoot(), "window-" + name + "-" + theme.id()));
    }
    return Objects.requireNonNull(image);
  }
}
