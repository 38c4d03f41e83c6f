package dev.stallscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Theme;
import dev.stallscope.chart.Tone;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.image.WritablePixelFormat;
import javax.imageio.ImageIO;

/** Pictures of what tests put on the screen, for people to look at: {@code target/screenshots}. */
public final class Screenshots {
  private static final Path FOLDER = Path.of("target", "screenshots");

  private Screenshots() {}

  /** Takes a picture of a node; call it on the FX thread. Returns the picture for assertions. */
  public static WritableImage save(Node node, String name) {
    WritableImage image = node.snapshot(null, null);
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    copy.setRGB(0, 0, width, height, colors(image), 0, width);
    try {
      Files.createDirectories(FOLDER);
      ImageIO.write(copy, "png", FOLDER.resolve(name + ".png").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return image;
  }

  /**
   * Takes pictures of a whole window, light and dark.
   *
   * @param tone one of which there is much in both, more than {@code leastPixels}
   */
  public static void inBothThemes(WindowRig rig, String name, Tone tone, int leastPixels) {
    for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
      rig.run(() -> rig.workspace().appearance().choose(theme));
      WritableImage image =
          rig.ask(() -> save(rig.stage().getScene().getRoot(), name + "-" + theme.id()));
      assertThat(pixels(image, Palette.of(theme).rgb(tone))).isGreaterThan(leastPixels);
    }
  }

  /** How many pixels of a picture have exactly this colour. */
  public static int pixels(WritableImage image, int rgb) {
    return (int) Arrays.stream(colors(image)).filter(color -> (color & 0xffffff) == rgb).count();
  }

  /** Of all pixels, row by row. */
  private static int[] colors(WritableImage image) {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] colors = new int[width * height];
    WritablePixelFormat<IntBuffer> format = PixelFormat.getIntArgbInstance();
    image.getPixelReader().getPixels(0, 0, width, height, format, colors, 0, width);
    return colors;
  }
}
