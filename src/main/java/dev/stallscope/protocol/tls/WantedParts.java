package dev.stallscope.protocol.tls;

/**
 * Hands on what of a record somebody reads, and of the rest only that it is there.
 *
 * <p>What is read in parts is proved by no tag, and so is left to what says where contents nobody
 * reads begin and end: as much as the header of a frame, or the line with the size of a chunk. All
 * else is handed on from a record that was opened as a whole. Were such a header damaged, in a
 * packet that was captured otherwise than it arrived, its kind or length would hardly make sense to
 * the decoder, and the next record that is opened would not fit.
 */
final class WantedParts {
  /** Shorter records are opened sooner than looked into. */
  static final int LEAST_BYTES = 1024;

  /** A frame's header in HTTP/2; the end of a chunk and the size of the next in HTTP/1.1. */
  private static final int FRAMING_BYTES = 9;

  /** Where less is passed over, opening all costs less than asking for each. */
  private static final int LEAST_PASSED_BYTES = 512;

  private final ConnectionContent content;
  private final byte[] framing = new byte[FRAMING_BYTES];

  WantedParts(ConnectionContent content) {
    this.content = content;
  }

  /**
   * Hands on a record, as far as it need not be opened.
   *
   * @return how many bytes of its data were handed on: all, or those before what somebody reads
   */
  int handOn(SeenRecord record, byte[] body, DataParts data) {
    int at = 0;
    boolean isFraming = true;
    while (at < data.length()) {
      int left = data.length() - at;
      int unwanted = (int) Math.min(content.unwanted(record.direction()), left);
      if (unwanted >= Math.min(left, LEAST_PASSED_BYTES)) {
        content.unread(record, data.length(), at, unwanted);
        at += unwanted;
        isFraming = true;
      } else if (isFraming && unwanted == 0) {
        int count = Math.min(left, FRAMING_BYTES);
        data.parts().read(body, at, count, framing);
        content.data(record, data.length(), at, framing, 0, count);
        at += count;
        isFraming = false;
      } else {
        return at;
      }
    }
    data.parts().pass();
    return at;
  }
}
