package dev.stallscope.measure;

import java.util.Locale;

/** Where a trouble lies. */
public enum Layer {
  CAPTURE,
  DNS,
  TCP,
  TLS,
  HTTP,
  QUIC,
  DATABASE,
  CACHE,
  APPLICATION,
  /** Of causes that are nobody's fault. */
  NONE;

  /** The stable name of the JSON form. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
