package dev.stallscope.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.CaptureOpening;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Theme;
import dev.stallscope.chart.Tone;
import dev.stallscope.report.Labels;
import dev.stallscope.report.page.Story;
import dev.stallscope.testkit.SampleCaptures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PngPictureTest {
  private static final int RGB = 0xffffff;

  @ParameterizedTest
  @CsvSource({"1280,720", "1920,1080", "3840,2160", "1000,1000"})
  void isAsLargeAsAskedForAndFilled(int width, int height) throws IOException {
    BufferedImage image = read(png(Theme.LIGHT, new PictureSize(width, height)));
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    int panel = Palette.of(Theme.LIGHT).rgb(Tone.PANEL);
    assertThat(image.getRGB(0, 0) & RGB).isEqualTo(panel);
    assertThat(image.getRGB(width - 1, height - 1) & RGB).isEqualTo(panel);
    long drawn =
        IntStream.range(0, height)
            .mapToLong(
                y ->
                    IntStream.range(0, width)
                        .filter(x -> (image.getRGB(x, y) & RGB) != panel)
                        .count())
            .sum();
    assertThat(drawn).isGreaterThan((long) width * height / 10);
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void showsLostTimeInTheThemesColour(Theme theme) throws IOException {
    byte[] png = png(theme, PictureSize.FULL_HD);
    BufferedImage image = read(png);
    int stall = Palette.of(theme).rgb(Tone.STALL);
    assertThat(
            IntStream.range(0, image.getHeight())
                .anyMatch(
                    y ->
                        IntStream.range(0, image.getWidth())
                            .anyMatch(x -> (image.getRGB(x, y) & RGB) == stall)))
        .isTrue();
    Path folder = Files.createDirectories(Path.of("target/screenshots"));
    Files.write(folder.resolve("report-slow-reader-" + theme.id() + ".png"), png);
  }

  @Test
  void isTheSameEveryTime() throws IOException {
    assertThat(png(Theme.DARK, PictureSize.FULL_HD))
        .isEqualTo(png(Theme.DARK, PictureSize.FULL_HD));
  }

  @Test
  void readsSizesWithinBounds() {
    assertThat(PictureSize.parse("3840x2160")).contains(new PictureSize(3840, 2160));
    for (String wrong : List.of("", "1920", "1920x", "100x100", "99999x1", "1920x1080x3", "axb")) {
      assertThat(PictureSize.parse(wrong)).as(wrong).isEmpty();
    }
  }

  private static byte[] png(Theme theme, PictureSize size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OpenCapture capture =
        CaptureOpening.openWhole(
            List.of(SampleCaptures.file("slow-reader")), List.of(), AnalysisProgress.NONE)) {
      PngPicture.write(Story.costliest(capture, Labels.REDACTED), theme, size, out);
    }
    return out.toByteArray();
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
