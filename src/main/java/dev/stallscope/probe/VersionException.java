package dev.stallscope.probe;

import java.io.IOException;
import okhttp3.Protocol;

/** The server agreed on another version of HTTP than the one that was asked for. */
final class VersionException extends IOException {
  private static final long serialVersionUID = 1;

  private final Protocol agreed;
  private final boolean isNegotiated;

  /**
   * Another version than wanted.
   *
   * @param isNegotiated whether the server chose it by ALPN, and did not pass over what was offered
   */
  VersionException(Protocol agreed, boolean isNegotiated) {
    super("agreed on " + agreed);
    this.agreed = agreed;
    this.isNegotiated = isNegotiated;
  }

  boolean isNegotiated() {
    return isNegotiated;
  }

  Protocol agreed() {
    return agreed;
  }
}
