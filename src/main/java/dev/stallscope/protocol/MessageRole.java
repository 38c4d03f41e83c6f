package dev.stallscope.protocol;

/** What part a message has in an exchange. */
public enum MessageRole {
  REQUEST,
  RESPONSE,
  /** Belongs to the oldest open request without answering it, such as HTTP's 1xx. */
  INTERIM
}
