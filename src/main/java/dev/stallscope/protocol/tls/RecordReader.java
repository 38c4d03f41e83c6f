package dev.stallscope.protocol.tls;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.tls.TlsRecord;
import java.util.Arrays;

/**
 * Finds the records of one direction, however segments cut and join them. Bodies that nobody wants
 * are skipped, not copied. After a gap that hides where a record ends, and in a stream joined in
 * the middle, the next header that can be one is taken.
 */
final class RecordReader {
  private static final int SSL2_HEADER_BYTES = 2;

  /** A larger buffer is made anew for each record, so that idle connections hold none. */
  private static final int RETAINED_BYTES = 4096;

  /** What mail servers and clients say before they go over to TLS is shorter. */
  private static final int MAX_BEFORE_BYTES = 2048;

  private static final byte[] NOTHING = new byte[0];

  private enum State {
    /** At the stream's beginning, where a hello of SSL 2.0 may stand. */
    BEGINNING,
    HEADER,
    BODY,
    SSL2_BODY,
    LOST
  }

  private final Direction direction;
  private final RecordListener listener;
  private State state = State.BEGINNING;

  private final byte[] header = new byte[TlsRecord.HEADER_BYTES];
  private final long[] headerNanos = new long[TlsRecord.HEADER_BYTES];
  private final int[] headerPackets = new int[TlsRecord.HEADER_BYTES];
  private final long[] headerAcknowledged = new long[TlsRecord.HEADER_BYTES];
  private int headerLength;

  /** What came before the first record. */
  private byte[] before = NOTHING;

  private int beforeLength;
  private boolean hasRecord;

  private byte[] body = NOTHING;
  private int bodyLength;
  private boolean isKept;
  private int remaining;
  private int recordLength;
  private long startOffset;
  private long firstNanos;
  private int firstPacket;
  private long lastNanos;
  private int lastPacket;

  RecordReader(Direction direction, RecordListener listener) {
    this.direction = direction;
    this.listener = listener;
  }

  void bytes(StreamBytes bytes) {
    int at = 0;
    while (at < bytes.length()) {
      at +=
          switch (state) {
            case BEGINNING, HEADER, LOST -> header(bytes, at);
            case BODY, SSL2_BODY -> body(bytes, at);
          };
    }
  }

  private int header(StreamBytes bytes, int at) {
    int passed = state == State.LOST && headerLength == 0 ? noise(bytes, at) : 0;
    if (passed > 0) {
      return passed;
    }
    if (headerLength == 0) {
      startOffset = bytes.streamOffset() + at;
    }
    header[headerLength] = bytes.array()[bytes.offset() + at];
    headerNanos[headerLength] = bytes.epochNanos();
    headerPackets[headerLength] = bytes.packet();
    headerAcknowledged[headerLength] = bytes.acknowledgedOffset();
    headerLength++;
    if (state == State.BEGINNING && isSsl2()) {
      if (headerLength == TlsRecord.HEADER_BYTES) {
        beginSsl2();
      }
      return 1;
    }
    if (!TlsRecord.isPlausible(header, 0, headerLength)) {
      lose(bytes.packet());
      return 1;
    }
    if (headerLength == TlsRecord.HEADER_BYTES) {
      begin();
    }
    return 1;
  }

  /** How many of the next bytes begin no record; those before the first record are looked at. */
  private int noise(StreamBytes bytes, int at) {
    if (!hasRecord && beforeLength < MAX_BEFORE_BYTES) {
      return 0;
    }
    int next = at;
    while (next < bytes.length()
        && !TlsRecord.isType(Bytes.u8(bytes.array(), bytes.offset() + next))) {
      next++;
    }
    return next - at;
  }

  /** A long first byte, type 1, version 0.2 or 3.x (RFC 5246 E.2). */
  private boolean isSsl2() {
    return (header[0] & 0x80) != 0
        && (headerLength < 3 || header[2] == 1)
        && (headerLength < 4 || header[3] == 0 || header[3] == 3)
        && (headerLength < 5 || header[4] >= 0 && header[4] <= 4);
  }

  private void beginSsl2() {
    recordLength = (Bytes.u16(header, 0) & 0x7fff) + SSL2_HEADER_BYTES - TlsRecord.HEADER_BYTES;
    if (recordLength <= 0) {
      lose(headerPackets[headerLength - 1]);
      return;
    }
    start(State.SSL2_BODY, true);
    keep(header, SSL2_HEADER_BYTES, TlsRecord.HEADER_BYTES - SSL2_HEADER_BYTES);
  }

  private void keepBefore(byte value) {
    if (!hasRecord && beforeLength < MAX_BEFORE_BYTES) {
      listener.before(direction, headerNanos[0], headerPackets[0]);
      if (beforeLength == before.length) {
        before = Arrays.copyOf(before, Math.max(64, 2 * before.length));
      }
      before[beforeLength] = value;
      beforeLength++;
    }
  }

  /** The bytes that came before the first record, as far as they are kept. */
  byte[] before() {
    return Arrays.copyOf(before, beforeLength);
  }

  private void begin() {
    recordLength = TlsRecord.length(header, 0);
    start(State.BODY, listener.wants(direction, TlsRecord.type(header, 0)));
    if (remaining == 0) {
      finish(true);
    }
  }

  private void start(State next, boolean kept) {
    hasRecord = true;
    remaining = recordLength;
    bodyLength = 0;
    isKept = kept;
    firstNanos = headerNanos[0];
    firstPacket = headerPackets[0];
    lastNanos = firstNanos;
    lastPacket = firstPacket;
    for (int i = 0; i < TlsRecord.HEADER_BYTES; i++) {
      extend(headerNanos[i], headerPackets[i]);
      listener.piece(direction, 1, headerNanos[i], headerPackets[i]);
    }
    state = next;
  }

  private void extend(long nanos, int packet) {
    // A hole filled late: the packet that filled it is the latest.
    if (nanos >= lastNanos) {
      lastNanos = nanos;
      lastPacket = packet;
    }
  }

  private int body(StreamBytes bytes, int at) {
    int taken = Math.min(remaining, bytes.length() - at);
    if (isKept) {
      keep(bytes.array(), bytes.offset() + at, taken);
    }
    remaining -= taken;
    extend(bytes.epochNanos(), bytes.packet());
    listener.piece(direction, taken, bytes.epochNanos(), bytes.packet());
    if (remaining == 0) {
      finish(true);
    }
    return taken;
  }

  private void keep(byte[] source, int from, int count) {
    if (bodyLength + count > body.length) {
      int needed = bodyLength + count;
      int size = needed > RETAINED_BYTES ? recordLength : 2 * body.length;
      byte[] larger = new byte[Math.max(size, needed)];
      System.arraycopy(body, 0, larger, 0, bodyLength);
      body = larger;
    }
    System.arraycopy(source, from, body, bodyLength, count);
    bodyLength += count;
  }

  private void finish(boolean isWhole) {
    SeenRecord record = seen(isWhole);
    State finished = state;
    state = State.HEADER;
    headerLength = 0;
    if (finished == State.SSL2_BODY) {
      listener.ssl2Hello(record, body, isKept ? bodyLength : 0);
    } else {
      listener.record(record, body, isKept ? bodyLength : 0);
    }
    if (body.length > RETAINED_BYTES || !listener.wants(direction, TlsRecord.HANDSHAKE)) {
      body = NOTHING;
    }
  }

  private SeenRecord seen(boolean isWhole) {
    return new SeenRecord(
        direction,
        TlsRecord.type(header, 0),
        recordLength,
        firstNanos,
        lastNanos,
        firstPacket,
        lastPacket,
        startOffset,
        headerAcknowledged[0],
        isWhole);
  }

  /** Drops the first header byte, and all that cannot begin a header after it. */
  private void lose(int packet) {
    if (state != State.LOST) {
      listener.lost(direction, packet, startOffset);
      state = State.LOST;
    }
    do {
      keepBefore(header[0]);
      headerLength--;
      System.arraycopy(header, 1, header, 0, headerLength);
      System.arraycopy(headerNanos, 1, headerNanos, 0, headerLength);
      System.arraycopy(headerPackets, 1, headerPackets, 0, headerLength);
      System.arraycopy(headerAcknowledged, 1, headerAcknowledged, 0, headerLength);
      startOffset++;
    } while (headerLength > 0 && !TlsRecord.isPlausible(header, 0, headerLength));
  }

  /** Whether it is not known where the next record begins. */
  boolean isLost() {
    return state == State.LOST;
  }

  void gap(StreamGap gap) {
    boolean isInBody = state == State.BODY || state == State.SSL2_BODY;
    if (isInBody && gap.length() <= remaining) {
      isKept = false;
      remaining -= (int) gap.length();
      extend(gap.epochNanos(), gap.packet());
      if (remaining == 0) {
        finish(true);
      }
      return;
    }
    if (isInBody) {
      isKept = false;
      finish(false);
    }
    if (state != State.LOST) {
      listener.lost(direction, gap.packet(), gap.streamOffset());
    }
    state = State.LOST;
    headerLength = 0;
  }

  /** A record that is still open is handed over as far as it came. */
  void end() {
    if (state == State.BODY) {
      isKept = false;
      finish(false);
    }
  }
}
