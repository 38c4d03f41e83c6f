package dev.stallscope.probe;

import java.io.IOException;

/** A name server could not be asked; the message says why, and goes on after a colon. */
final class NameSourceException extends IOException {
  private static final long serialVersionUID = 1;

  NameSourceException(String words) {
    super(words);
  }
}
