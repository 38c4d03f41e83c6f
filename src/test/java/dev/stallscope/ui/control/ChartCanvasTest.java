package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Tone;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelReader;
import javafx.scene.transform.Scale;
import org.junit.jupiter.api.Test;

class ChartCanvasTest {
  private static final int SIZE = 20;
  private static final int RGB = 0xffffff;

  @Test
  void aPictureOfMorePixelsHasSharpEdges() {
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      Appearance appearance = rig.workspace().appearance();
      int stall = appearance.paletteProperty().get().rgb(Tone.STALL);
      List<Boolean> isStall =
          rig.ask(
              () -> {
                PixelReader pixels = picture(appearance, 3);
                return List.of(2, 3, 4, 5, 6).stream()
                    .map(x -> (pixels.getArgb(x, SIZE) & RGB) == stall)
                    .toList();
              });
      assertThat(isStall).containsExactly(false, true, true, true, false);
    }
  }

  /** A bar from 1 to 2 in logical pixels. */
  private static PixelReader picture(Appearance appearance, int scale) {
    ChartCanvas canvas =
        new ChartCanvas(
            appearance, (_, height, _) -> List.of(new Mark.Bar(1, 0, 1, height, Tone.STALL, 0, 1)));
    Scene scene = new Scene(canvas, SIZE, SIZE);
    canvas.resize(scene.getWidth(), scene.getHeight());
    appearance.chartPixels(scale);
    canvas.layout();
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(new Scale(scale, scale));
    return canvas.snapshot(parameters, null).getPixelReader();
  }
}
