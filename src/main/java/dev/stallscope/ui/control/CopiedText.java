package dev.stallscope.ui.control;

import java.util.Map;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;

/** A text on the system's clipboard. */
public final class CopiedText {
  private CopiedText() {}

  /** Puts it there in place of what was there. */
  public static void put(String text) {
    Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, text));
  }
}
