package dev.stallscope.protocol.tls;

/** What became of data that the client sent with its first flight (0-RTT). */
public enum EarlyData {
  NONE,
  /** The client announced data, and sent none. */
  UNUSED,
  /** Nothing contradicts that the server took it; only keys could tell for certain. */
  ACCEPTED,
  /** The server asked for another hello, did not go on with the session, or said so. */
  REJECTED
}
