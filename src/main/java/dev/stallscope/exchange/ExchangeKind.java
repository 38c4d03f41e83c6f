package dev.stallscope.exchange;

import java.util.Locale;

/** What an exchange is. */
public enum ExchangeKind {
  /** A DNS query with its answer. */
  DNS,
  /** The opening of a TCP connection. */
  CONNECT,
  /** A TLS handshake, also one that opens the connection as well. */
  TLS,
  /** A request with its response. */
  REQUEST;

  /** Whether it is what requests wait for before they can be sent. */
  public boolean isSetUp() {
    return switch (this) {
      case DNS, CONNECT, TLS -> true;
      case REQUEST -> false;
    };
  }

  /** The stable name of the JSON form. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
