package dev.stallscope.probe;

import java.io.IOException;
import okhttp3.Protocol;

/** The server agreed on another version of HTTP than the one that was asked for. */
final class VersionException extends IOException {
  private static final long serialVersionUID = 1;

  private final Protocol agreed;

  VersionException(Protocol agreed) {
    super("agreed on " + agreed);
    this.agreed = agreed;
  }

  Protocol agreed() {
    return agreed;
  }
}
