package dev.stallscope.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Mark;
import dev.stallscope.chart.Palette;
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

  @Test
  void dotsInARowAreAllDrawnEachInItsTone() {
    List<Mark> dots =
        List.of(
            dot(4, Tone.STALL), dot(10, Tone.STALL), dot(10, Tone.ACCENT), dot(16, Tone.ACCENT));
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      Appearance appearance = rig.workspace().appearance();
      List<Integer> colours =
          rig.ask(
              () -> {
                PixelReader pixels = picture(appearance, 1, dots);
                return List.of(4, 10, 16).stream()
                    .map(x -> pixels.getArgb(x, SIZE / 2) & RGB)
                    .toList();
              });
      Palette palette = appearance.paletteProperty().get();
      int accent = palette.rgb(Tone.ACCENT);
      assertThat(colours).containsExactly(palette.rgb(Tone.STALL), accent, accent);
    }
  }

  private static Mark dot(double x, Tone tone) {
    return new Mark.Sign(x + 0.5, SIZE / 2.0 + 0.5, 5, Mark.Shape.DOT, tone);
  }

  @Test
  void aHatchFillsItsRectangleAndNoMore() {
    List<Mark> hatch = List.of(new Mark.Hatch(4, 4, 12, 12, Tone.STALL));
    try (WindowRig rig = WindowRig.open(WindowRig.SMALL, 800, List.of(), _ -> List.of())) {
      PixelReader pixels = rig.ask(() -> picture(rig.workspace().appearance(), 1, hatch));
      int blank = pixels.getArgb(0, 0);
      for (int x = 0; x < SIZE; x++) {
        for (int y = 0; y < SIZE; y++) {
          boolean isInside = x >= 4 && x < 16 && y >= 4 && y < 16;
          boolean isOnLine = isInside && (x + y + 1) % 6 == 0;
          if (isOnLine || !isInside) {
            assertThat(pixels.getArgb(x, y) != blank).as("%d, %d", x, y).isEqualTo(isInside);
          }
        }
      }
    }
  }

  /** A bar from 1 to 2 in logical pixels. */
  private static PixelReader picture(Appearance appearance, int scale) {
    return picture(appearance, scale, List.of(new Mark.Bar(1, 0, 1, SIZE, Tone.STALL, 0, 1)));
  }

  private static PixelReader picture(Appearance appearance, int scale, List<Mark> marks) {
    ChartCanvas canvas = new ChartCanvas(appearance, (_, _, _) -> marks);
    Scene scene = new Scene(canvas, SIZE, SIZE);
    canvas.resize(scene.getWidth(), scene.getHeight());
    appearance.chartPixels(scale);
    canvas.layout();
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(new Scale(scale, scale));
    return canvas.snapshot(parameters, null).getPixelReader();
  }
}
