package dev.stallscope.ui.windowgraph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Tone;
import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.Screenshots;
import dev.stallscope.testkit.WindowRig;
import java.util.List;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;

/** Pictures of the window with the graph that proves the costliest finding of a sample. */
@NeedsDisplay
class WindowGraphScreenshotsTest {
  @Test
  void theGraphOfAConnectionOverDatagrams() {
    pictures(1280, 800, "");
    pictures(2560, 1440, "-2560");
  }

  private static void pictures(double width, double height, String size) {
    try (WindowRig rig = WindowRig.open(width, height, List.of(), _ -> List.of())) {
      rig.read(SampleCaptures.file("http3-page-with-loss"));
      rig.run(() -> rig.workspace().selection().selectConnection(0));
      WindowGraphViewTest.show(rig);
      picture(rig, "quic" + size);
    }
  }

  @Test
  void theGraphOfFourTroublesInTwoThemes() {
    try (WindowRig rig = WindowRig.open(1280, 800, List.of(), _ -> List.of())) {
      for (String sample :
          List.of("slow-reader", "small-receive-window", "traffic-policing", "packet-loss")) {
        rig.read(SampleCaptures.file(sample));
        WindowGraphViewTest.show(rig);
        picture(rig, sample);
        assertThat(rig.find("#graph-facts", Label.class).getText()).contains("round trip");
      }
    }
  }

  private static void picture(WindowRig rig, String name) {
    Screenshots.inBothThemes(rig, "tcp-window-" + name, Tone.GRAPH_ACKNOWLEDGED, 20);
  }
}
