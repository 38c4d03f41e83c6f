package dev.stallscope.net;

/** Which way bytes go on a connection. The client is who opened it, as far as that can be known. */
public enum Direction {
  CLIENT_TO_SERVER,
  SERVER_TO_CLIENT;

  public Direction reverse() {
    return this == CLIENT_TO_SERVER ? SERVER_TO_CLIENT : CLIENT_TO_SERVER;
  }
}
