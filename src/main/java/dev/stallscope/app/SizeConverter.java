package dev.stallscope.app;

import dev.stallscope.report.picture.PictureSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the size of a picture. */
final class SizeConverter implements ITypeConverter<PictureSize> {
  @Override
  public PictureSize convert(String text) {
    return PictureSize.parse(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "a size is written 1920x1080, each side %d to %d pixels; not '%s'."
                        .formatted(PictureSize.MIN_SIDE, PictureSize.MAX_SIDE, text)));
  }
}
