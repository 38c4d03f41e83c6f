package dev.stallscope.packet;

/** What a decoded packet carries, as far as the analysis cares. */
public enum PacketKind {
  /** A TCP segment whose fixed header is present. */
  TCP,
  /** A UDP datagram whose header is present. */
  UDP,
  /** An ICMP error that quotes a TCP or UDP packet. */
  ICMP_ERROR,
  /** A fragment of a datagram that is not complete yet. */
  FRAGMENT,
  /** Anything else, or a packet too short or too damaged to say. */
  OTHER
}
