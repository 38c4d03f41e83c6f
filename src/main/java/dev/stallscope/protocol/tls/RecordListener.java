package dev.stallscope.protocol.tls;

import dev.stallscope.net.Direction;

/** Takes what is found of the records of one stream, in the order in which it came. */
interface RecordListener {
  /** Bytes of a record, its header included, that came with one packet. */
  void piece(Direction direction, int bytes, long epochNanos, int packet);

  /** A byte that came before the first record. */
  void before(Direction direction, long epochNanos, int packet);

  /** Whether the contents of such a record shall be kept. */
  boolean wants(Direction direction, int type);

  /**
   * A record is over.
   *
   * @param body its contents where they were wanted and all of them seen; {@code bodyLength} bytes
   *     from index 0, valid only during the call
   * @param bodyLength 0 where the contents are not at hand
   */
  void record(SeenRecord record, byte[] body, int bodyLength);

  /** A ClientHello of SSL 2.0; {@code length} bytes from its type on. */
  void ssl2Hello(SeenRecord record, byte[] body, int length);

  /** Records were lost. */
  void lost(Direction direction, int packet, long streamOffset);
}
