package dev.stallscope.flow.tcp;

/**
 * Which bytes of a connection were captured, in whatever order and however often they were sent.
 */
final class SeenBytes {
  private final ConnectionTrace trace;
  private final ByteRanges[] bytes = {new ByteRanges(), new ByteRanges()};
  private final long[] accounted = {-1, -1};
  private boolean hasSyn;
  private int rows;

  SeenBytes(ConnectionTrace trace) {
    this.trace = trace;
  }

  /**
   * Whether all that a row acknowledges had been captured since the row that was asked about last;
   * rows are to be asked about in their order. A single byte may be missing where the opening is: a
   * probe of an idle connection (RFC 9293 section 3.8.4) has the number of one sent before.
   */
  boolean holdAcknowledgedBy(int row) {
    read(row);
    int sender = trace.direction(row).reverse().ordinal();
    long from = accounted[sender];
    long to = trace.acknowledgment(row);
    accounted[sender] = to;
    return isSeen(sender, from, to) || !hasSyn && isSeen(sender, from, to - 1);
  }

  private boolean isSeen(int sender, long from, long to) {
    return from >= to || bytes[sender].contains(from, to);
  }

  private void read(int end) {
    for (; rows < end; rows++) {
      int side = trace.direction(rows).ordinal();
      long from = trace.sequence(rows);
      accounted[side] = accounted[side] < 0 ? from : accounted[side];
      hasSyn |= trace.isSyn(rows);
      if (trace.end(rows) > from) {
        bytes[side].add(from, trace.end(rows));
      }
    }
  }
}
