package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Theme;
import dev.stallscope.chart.Tone;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Screenshots;
import dev.stallscope.testkit.WindowRig;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** Pictures of the whole window on three samples in two themes, and of the start page. */
@NeedsDisplay
class ScreenshotsTest {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  @Test
  void theWindowInItsThemes() {
    try (WindowRig rig = WindowRig.open(WIDTH, HEIGHT, samples(), _ -> List.of())) {
      picture(rig, "start", Theme.LIGHT);
      picture(rig, "start", Theme.DARK);
      for (String sample : List.of("slow-server", "slow-reader", "queued-in-pool", "tls12-full")) {
        rig.read(SampleCaptures.file(sample));
        picture(rig, sample, Theme.LIGHT);
        picture(rig, sample, Theme.DARK);
      }
      picture(rig, "tls12-full", Theme.HIGH_CONTRAST);
      rig.robot().push(KeyCode.F1);
      picture(rig, "keys", Theme.LIGHT);
      rig.robot().push(KeyCode.ESCAPE);
      for (int i = 0; i < 5; i++) {
        rig.run(rig.workspace().appearance()::enlarge);
      }
      picture(rig, "large-text", Theme.DARK);
      for (int i = 0; i < 5; i++) {
        rig.run(rig.workspace().appearance()::enlarge);
      }
      rig.read(SampleCaptures.file("slow-reader"));
      picture(rig, "largest-text", Theme.LIGHT);
    }
  }

  @Test
  void theProofsOnASampleEach() {
    try (WindowRig rig = WindowRig.open(WIDTH, HEIGHT, samples(), _ -> List.of())) {
      for (String sample : List.of("tls12-full", "dns-timeout", "slow-reader", "http3-page")) {
        rig.read(SampleCaptures.file(sample));
        for (String pane : List.of("resolution", "connections", "packets")) {
          rig.robot().clickOn("#tab-" + pane);
          settle(rig);
          picture(rig, pane + "-" + sample, Theme.LIGHT);
          picture(rig, pane + "-" + sample, Theme.DARK);
        }
      }
      rig.read(SampleCaptures.file("dns-repeated-lookup"));
      rig.robot().clickOn("#tab-resolution");
      rig.robot().clickOn("#resolution-times");
      settle(rig);
      picture(rig, "times-dns-repeated-lookup", Theme.LIGHT);
      picture(rig, "times-dns-repeated-lookup", Theme.DARK);
      rig.read(SampleCaptures.file("slow-server"));
      rig.robot().clickOn("#tab-packets");
      rig.robot().clickOn("#packets-follow");
      settle(rig);
      picture(rig, "stream-slow-server", Theme.LIGHT);
      picture(rig, "stream-slow-server", Theme.DARK);
    }
  }

  @Test
  void theWindowOnALargeScreen() {
    try (WindowRig rig = WindowRig.open(2560, 1440, samples(), _ -> List.of())) {
      picture(rig, "start-2560", Theme.LIGHT);
      for (String sample : List.of("slow-server", "slow-reader", "tls12-full")) {
        rig.read(SampleCaptures.file(sample));
        settle(rig);
        for (Theme theme : Theme.values()) {
          picture(rig, sample + "-2560", theme);
        }
      }
    }
  }

  @Test
  void groupsOfTheWaterfall() {
    try (WindowRig rig = WindowRig.open(WIDTH, HEIGHT, samples(), _ -> List.of())) {
      rig.read(SampleCaptures.file("queued-in-pool"));
      settle(rig);
      rig.robot().clickOn("#waterfall-grouping").clickOn("by connection");
      settle(rig);
      ListView<?> rows = rig.find("#waterfall-list", ListView.class);
      rig.run(
          () -> {
            rows.requestFocus();
            rows.getSelectionModel().clearAndSelect(0);
          });
      rig.robot().push(KeyCode.SPACE);
      settle(rig);
      picture(rig, "groups-queued-in-pool", Theme.LIGHT);
      picture(rig, "groups-queued-in-pool", Theme.DARK);
      for (String sample : List.of("http2-head-of-line", "http2-concurrent-calls")) {
        rig.read(SampleCaptures.file(sample));
        settle(rig);
        picture(rig, "groups-" + sample, Theme.LIGHT);
        picture(rig, "groups-" + sample, Theme.DARK);
      }
    }
  }

  @Test
  void streamsOfAConnection() {
    streams(WIDTH, HEIGHT, "");
    streams(2560, 1440, "-2560");
  }

  private static void streams(double width, double height, String size) {
    try (WindowRig rig = WindowRig.open(width, height, samples(), _ -> List.of())) {
      for (String sample :
          List.of(
              "http1-page", "http2-head-of-line", "http2-flow-control", "http3-page-with-loss")) {
        rig.read(SampleCaptures.file(sample));
        rig.run(() -> rig.workspace().selection().selectConnection(0));
        rig.robot().clickOn("#tab-streams");
        settle(rig);
        picture(rig, "streams-" + sample + size, Theme.LIGHT);
        picture(rig, "streams-" + sample + size, Theme.DARK);
      }
    }
  }

  /** Until what is decoded in the background is on the screen. */
  private static void settle(WindowRig rig) {
    WaitForAsyncUtils.sleep(600, TimeUnit.MILLISECONDS);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private static List<Sample> samples() {
    return Sample.introduced().stream().map(id -> new Sample(id, SampleCaptures.file(id))).toList();
  }

  /** The picture must hold the panel's and the text's colour: it is neither empty nor unstyled. */
  private static void picture(WindowRig rig, String name, Theme theme) {
    rig.run(() -> rig.workspace().appearance().choose(theme));
    WritableImage image =
        rig.ask(
            () -> {
              Node root = rig.stage().getScene().getRoot();
              return Screenshots.save(root, "window-" + name + "-" + theme.id());
            });
    Palette palette = Palette.of(theme);
    assertThat(Screenshots.pixels(image, palette.rgb(Tone.PANEL)))
        .isGreaterThan((int) (WIDTH * HEIGHT / 10));
    assertThat(Screenshots.pixels(image, palette.rgb(Tone.TEXT))).isGreaterThan(100);
  }
}
