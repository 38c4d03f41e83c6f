package dev.stallscope.chart;

import dev.stallscope.exchange.Phase;
import java.util.Locale;

/** A colour by its meaning; {@link Palette} says which it is in a theme. */
public enum Tone {
  BACKGROUND,
  PANEL,
  RAISED,
  LINE,
  TEXT,
  DIM,
  FAINT,
  ACCENT,
  SELECTION,
  /** Lost time and nothing else; also what is critical. */
  STALL,
  MAJOR,
  MINOR,
  INFO,
  GOOD,
  BLOCKED,
  /** What is written on a bar that is too pale for the panel's colour. */
  ON_PALE,
  DNS,
  CONNECT,
  TLS,
  SEND,
  WAIT,
  RECEIVE,
  GRAPH_SENT,
  GRAPH_ACKNOWLEDGED,
  GRAPH_WINDOW,
  GRAPH_FLIGHT,
  GRAPH_LOST,
  GRAPH_SACK,
  GRAPH_ROUND_TRIP;

  /** The tone of a phase, in the hues that web tools have in common. */
  public static Tone of(Phase phase) {
    return switch (phase) {
      case BLOCKED -> BLOCKED;
      case DNS -> DNS;
      case CONNECT -> CONNECT;
      case TLS -> TLS;
      case SEND -> SEND;
      case WAIT -> WAIT;
      case RECEIVE -> RECEIVE;
    };
  }

  /** What can be read on a bar of this tone. */
  public Tone inside() {
    return switch (this) {
      case BLOCKED, CONNECT, SEND -> ON_PALE;
      default -> PANEL;
    };
  }

  /** The name of the looked-up colour in stylesheets: {@code -tone-graph-sent}. */
  public String cssName() {
    return "-tone-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
