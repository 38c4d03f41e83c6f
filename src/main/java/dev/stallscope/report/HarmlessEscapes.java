package dev.stallscope.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Escapes in JSON whatever a terminal might obey: the form is often printed on one. */
final class HarmlessEscapes extends CharacterEscapes {
  private static final long serialVersionUID = 1;
  private static final int DELETE = 0x7f;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] codes = standardAsciiEscapesForJSON();
    codes[DELETE] = ESCAPE_STANDARD;
    return codes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    // Halves of a pair come one by one and are left alone.
    return Character.isSurrogate((char) character) || Printable.isVisible(character)
        ? null
        : new SerializedString(String.format(Locale.ROOT, "\\u%04X", character));
  }
}
