package dev.stallscope.net;

/** The transport protocol of a flow. */
public enum Transport {
  TCP,
  UDP
}
