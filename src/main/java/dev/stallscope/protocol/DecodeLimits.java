package dev.stallscope.protocol;

/**
 * Caps on every length, count and depth that is taken from the wire, with where each comes from.
 */
public final class DecodeLimits {
  /**
   * Bytes of a header section: nginx' large_client_header_buffers is 4 x 8 KB; browsers stop at 256
   * KB.
   */
  public static final int HEADER_BYTES = 256 << 10;

  /** Bytes looked at before a stream's protocol is given up as unknown. */
  public static final int DETECTION_BYTES = 4096;

  /**
   * Segments of one direction whose start is offered to detection before its protocol is given up:
   * a capture that starts in the middle of a message shows the next message within some segments.
   */
  public static final int DETECTION_SEGMENTS = 16;

  /** Bytes decompressed from one body at most, and at most this many times its size on the wire. */
  public static final long DECODED_BODY_BYTES = 64L << 20;

  /** DEFLATE cannot give more than 1032 times its input; brotli and zstd can. */
  public static final int DECODED_BODY_RATIO = 1100;

  /**
   * A body that decodes to less than this is no bomb at any ratio: nobody is hurt by a megabyte.
   */
  public static final long HARMLESS_BODY_BYTES = 1L << 20;

  /**
   * Encoded bytes of one body kept until its end, for codings that cannot be decoded piece by piece
   * (brotli, zstd): compressed responses of a megabyte are rare on the web (HTTP Archive 2024: 90th
   * percentile of a whole page's compressed text is about 1 MB).
   */
  public static final int KEPT_BODY_BYTES = 1 << 20;

  /**
   * Bytes at the start of every body that are read: as many as are sampled and searched, and more
   * than most answers have.
   */
  public static final int READ_BODY_BYTES = 64 << 10;

  /** Bytes at the start of a text body that are compressed to see what compression would give. */
  public static final int COMPRESSION_SAMPLE_BYTES = 64 << 10;

  /** Chunks of a body whose times are looked at to find its cadence. */
  public static final int CADENCE_CHUNKS = 64;

  /**
   * Requests of one connection that wait for an answer. Pipelining clients stop at some tens; more
   * means that only one direction was captured.
   */
  public static final int OPEN_REQUESTS = 1024;

  /** Bytes kept after a CONNECT or Upgrade request until its answer says what they are. */
  public static final int UPGRADE_BYTES = 16 << 10;

  /** Anomalies reported for one stream; a stream of noise would otherwise give one each packet. */
  public static final int STREAM_ANOMALIES = 64;

  /**
   * Body bytes of one connection, as on the wire, that are decompressed or compressed to measure
   * them.
   */
  public static final long CONTENT_BUDGET_BYTES = 4L << 20;

  /** Bytes of a domain name (RFC 1035 2.3.4). */
  public static final int DNS_NAME_BYTES = 255;

  /** Compression pointers followed within one name; a name has at most 127 labels. */
  public static final int DNS_NAME_POINTERS = 127;

  /** Questions and records read of one DNS message; a root zone answer has some dozens. */
  public static final int DNS_RECORDS = 1024;

  /** Queries of one flow whose questions are kept for answers that do not repeat them. */
  public static final int DNS_OPEN_QUERIES = 1024;

  /** Bytes of one TLS handshake message: OpenSSL takes certificate chains of up to 100 KB. */
  public static final int TLS_HANDSHAKE_BYTES = 128 << 10;

  /** Handshake messages, flights and alerts kept of one TLS handshake; a usual one has a dozen. */
  public static final int TLS_HANDSHAKE_ENTRIES = 64;

  /**
   * Bytes of data sent with a TLS hello that are kept until the server says whether it takes them:
   * OpenSSL, nginx and Go take 16 KB.
   */
  public static final int TLS_EARLY_BYTES = 64 << 10;

  /** Session tickets counted of one TLS connection; servers give two, some four. */
  public static final int TLS_TICKETS = 16;

  /** Certificate chains kept so that the same chain is read once. */
  public static final int TLS_CHAINS = 256;

  /**
   * Bytes of a dynamic header table, also of QPACK's: Chrome and Firefox use 64 KB, the default is
   * 4 KB (RFC 9113 section 6.5.2).
   */
  public static final int HPACK_TABLE_BYTES = 64 << 10;

  /** Header fields of one connection that are kept however few bytes they had on the wire. */
  public static final int EXPANDED_HEADER_BYTES = 256 << 10;

  /**
   * What a byte of a compressed header section may stand for on average of a connection: requests
   * of 700 bytes come down to some 30 once their fields are in the table.
   */
  public static final int HEADER_RATIO = 64;

  /** Header fields kept of one connection in all: some ten thousand requests with answers. */
  public static final long ALL_HEADER_BYTES = 32L << 20;

  /** Streams open at once on one connection: servers allow 100 to 256. */
  public static final int OPEN_STREAMS = 1024;

  /** Messages of one side of a gRPC call whose times are kept. */
  public static final int GRPC_MESSAGES = 64;

  /** Streams lately closed whose late frames are passed over. */
  public static final int CLOSED_STREAMS = 4096;

  /** Bytes of a frame whose whole payload is needed, such as a header block's. */
  public static final int FRAME_BYTES = HEADER_BYTES;

  /**
   * Bytes of a frame where the receiver's limit was not seen: RFC 9113 section 4.2 allows 16 KB
   * unless the receiver asks for more, and few ask for more than a megabyte.
   */
  public static final int UNKNOWN_FRAME_BYTES = 1 << 20;

  /**
   * Header sections of one connection that wait for entries of their table at once; servers and
   * browsers allow 100 or fewer (RFC 9204 section 2.1.2).
   */
  public static final int BLOCKED_SECTIONS = 100;

  /** Bytes of a stream kept behind a section that waits: an initial window of data. */
  public static final int BLOCKED_STREAM_BYTES = 64 << 10;

  /**
   * Streams in one direction of one connection at once: HTTP/3 needs three of each side, and
   * servers allow some more for pushes.
   */
  public static final int ONE_WAY_STREAMS = 128;

  /**
   * Datagrams that nothing reads and that are kept, since they may belong to a connection that has
   * moved: of the flows of one worker together. What a megabit a second brings in two minutes.
   */
  public static final long UNREAD_DATAGRAM_BYTES = 16L << 20;

  private DecodeLimits() {}
}
