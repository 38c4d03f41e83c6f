package dev.stallscope.capture;

/** Caps on every length and count that a capture file claims, with where each comes from. */
final class CaptureLimits {
  /** Bytes of a packet in a file that names no larger snap length: libpcap's MAXIMUM_SNAPLEN. */
  static final int PACKET_BYTES = 256 << 10;

  /**
   * Bytes of any packet or pcapng block. The largest IP packet there is, a BIG TCP one, has 512 KB
   * in Linux; only USB and D-Bus captures hold larger records, and those are not analyzed.
   */
  static final int RECORD_BYTES = 16 << 20;

  /** Bytes of a block that is accepted as the place to go on after damage. */
  static final int RESUME_BLOCK_BYTES = 1 << 20;

  /** Bytes that options may take after a packet, four times what one comment can have. */
  static final int PACKET_OPTION_BYTES = 256 << 10;

  /**
   * Interfaces of all sections and files together; a packet index keeps 14 bits for the interface.
   */
  static final int INTERFACES = 1 << 14;

  /** Files merged; a packet index keeps 10 bits for the file. */
  static final int FILES = 1 << 10;

  /** Bytes of an interface's name, description or filter that are kept. */
  static final int TEXT_BYTES = 1024;

  /** Bytes of decryption secrets kept of one file: a key log of some ten thousand connections. */
  static final int SECRETS_BYTES = 16 << 20;

  /** Decryption secrets blocks kept of one file; some writers make one for each line. */
  static final int SECRETS_BLOCKS = 1 << 16;

  /**
   * The furthest a packet's time may be from 1970, 146 years: twice that still fits in 64 bits, so
   * the difference of any two times does.
   */
  static final long EPOCH_NANOS = 1L << 62;

  private CaptureLimits() {}
}
