package dev.stallscope.protocol.http;

/** The version of HTTP that a message was written in. */
public enum HttpVersion {
  HTTP_1_0("HTTP/1.0"),
  HTTP_1_1("HTTP/1.1"),
  HTTP_2("HTTP/2"),
  HTTP_3("HTTP/3");

  private final String text;

  HttpVersion(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
