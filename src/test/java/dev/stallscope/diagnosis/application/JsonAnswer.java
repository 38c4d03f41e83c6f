package dev.stallscope.diagnosis.application;

/** An answer that holds JSON, for the text of a scenario. */
final class JsonAnswer {
  /** The status and the media type; further fields and an empty line have to follow. */
  static final String JSON = "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\n";

  private JsonAnswer() {}
}
