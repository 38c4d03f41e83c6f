package dev.stallscope.exchange;

import java.util.Locale;

/**
 * The phases of a web exchange in their order, with the meaning of HAR 1.2 but TLS apart from
 * connect.
 */
public enum Phase {
  BLOCKED,
  DNS,
  CONNECT,
  TLS,
  SEND,
  WAIT,
  RECEIVE;

  /** The stable name of the JSON form. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
