package dev.stallscope.report.picture;

import dev.stallscope.chart.Palette;
import dev.stallscope.chart.Theme;
import dev.stallscope.report.page.ReportPage;
import dev.stallscope.report.page.Story;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;

/** A page of a report as a picture. */
public final class PngPicture {
  private PngPicture() {}

  /**
   * Draws the page.
   *
   * @throws IOException if the capture cannot be read again
   */
  public static BufferedImage of(Story story, Theme theme, PictureSize size) throws IOException {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    try {
      double scale = size.scale();
      canvas.scale(scale, scale);
      double width = Math.max(ReportPage.MIN_WIDTH, size.width() / scale);
      double height = Math.max(ReportPage.MIN_HEIGHT, size.height() / scale);
      new PicturePainter(canvas, Palette.of(theme))
          .paint(ReportPage.marks(story, new PictureMeter(), width, height));
    } finally {
      canvas.dispose();
    }
    return image;
  }

  /**
   * The pixels of the page row by row, each 0xAARRGGBB.
   *
   * @throws IOException if the capture cannot be read again
   */
  public static int[] pixels(Story story, Theme theme, PictureSize size) throws IOException {
    return of(story, theme, size).getRGB(0, 0, size.width(), size.height(), null, 0, size.width());
  }

  /**
   * Writes the page as PNG; the stream is left open.
   *
   * @throws IOException if the capture cannot be read again, or the stream fails
   */
  public static void write(Story story, Theme theme, PictureSize size, OutputStream out)
      throws IOException {
    write(of(story, theme, size), out);
  }

  /**
   * Writes pixels as PNG; the stream is left open.
   *
   * @param pixels row by row, each 0xAARRGGBB; they are opaque
   * @throws IOException if the stream fails
   */
  public static void write(int[] pixels, int width, int height, OutputStream out)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, width, height, pixels, 0, width);
    write(image, out);
  }

  private static void write(BufferedImage image, OutputStream out) throws IOException {
    if (!ImageIO.write(image, "png", out)) {
      throw new IllegalStateException("this Java has no PNG encoder");
    }
  }
}
