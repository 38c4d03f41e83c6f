package dev.stallscope.report;

import dev.stallscope.diagnosis.Severity;
import dev.stallscope.exchange.Phase;

/**
 * Colours of a terminal (ECMA-48 SGR), or none at all.
 *
 * @param isColoured whether the terminal shows colours
 */
public record Ink(boolean isColoured) {
  /** Plain text. */
  public static final Ink PLAIN = new Ink(false);

  /** The 16 colours that every terminal theme makes readable. */
  public static final Ink COLOURED = new Ink(true);

  String bold(String text) {
    return sgr("1", text);
  }

  String faint(String text) {
    return sgr("2", text);
  }

  String of(Severity severity, String text) {
    return switch (severity) {
      case CRITICAL -> sgr("1;31", text);
      case MAJOR -> sgr("33", text);
      case MINOR -> sgr("36", text);
      case INFO -> sgr("2", text);
    };
  }

  String of(Phase phase, String text) {
    return switch (phase) {
      case BLOCKED -> sgr("90", text);
      case DNS -> sgr("36", text);
      case CONNECT -> sgr("33", text);
      case TLS -> sgr("35", text);
      case SEND -> sgr("37", text);
      case WAIT -> sgr("32", text);
      case RECEIVE -> sgr("34", text);
    };
  }

  String stall(String text) {
    return sgr("1;31", text);
  }

  private String sgr(String code, String text) {
    return isColoured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
