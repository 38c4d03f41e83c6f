package dev.stallscope.report.picture;

import dev.stallscope.report.page.ReportPage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of a picture in pixels. */
public record PictureSize(int width, int height) {
  /** Full HD, which slides have. */
  public static final PictureSize FULL_HD = new PictureSize(1920, 1080);

  /** Below it nothing can be read. */
  public static final int MIN_SIDE = 360;

  /** Above it the picture takes more memory than any slide or poster is worth. */
  public static final int MAX_SIDE = 7680;

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})[x×](\\d{1,5})");

  public PictureSize {
    if (!isSide(width) || !isSide(height)) {
      throw new IllegalArgumentException("not a size of a picture: " + width + "x" + height);
    }
  }

  /** Reads {@code 1920x1080}; empty for anything else and for sizes beyond the bounds. */
  public static Optional<PictureSize> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int width = Integer.parseInt(form.group(1));
    int height = Integer.parseInt(form.group(2));
    return isSide(width) && isSide(height)
        ? Optional.of(new PictureSize(width, height))
        : Optional.empty();
  }

  private static boolean isSide(int pixels) {
    return pixels >= MIN_SIDE && pixels <= MAX_SIDE;
  }

  /** Pixels of the picture for one of the page, such that all of the page is seen. */
  double scale() {
    return Math.min(width / ReportPage.MIN_WIDTH, height / ReportPage.MIN_HEIGHT);
  }
}
