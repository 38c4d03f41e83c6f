package dev.stallscope.probe;

/** Which addresses of a host may be used. */
public enum AddressFamily {
  ANY,
  IPV4,
  IPV6
}
