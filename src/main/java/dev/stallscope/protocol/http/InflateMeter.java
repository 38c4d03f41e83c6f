package dev.stallscope.protocol.http;

import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.DecodeLimits;
import java.util.OptionalLong;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Measures gzip (RFC 1952, several members too) and deflate: zlib (RFC 1950) as specified, or raw
 * (RFC 1951) as some servers send it.
 */
final class InflateMeter implements ContentMeter {
  private static final int ZLIB_METHOD = 8;

  /** Decoded bytes that cost about as much time as one encoded byte of ordinary text. */
  private static final int CHEAP_RATIO = 64;

  private final ContentBudget budget;
  private final TokenScanner tokens;
  private final GzipHeader gzipHeader;
  private final boolean isGzip;
  private final byte[] output = new byte[8192];
  private @Nullable Inflater inflater;
  private int firstByte = -1;
  private long decodedBytes;

  /** Decoded bytes of the members before the one that is being read. */
  private long decodedBefore;

  private int trailerLeft;
  private State state;

  private enum State {
    GZIP_HEADER,
    ZLIB_OR_RAW,
    COMPRESSED,
    GZIP_TRAILER,
    /** All was decoded; what may follow is padding. */
    FINISHED,
    /** A member is over, and no other has begun. */
    BETWEEN_MEMBERS,
    /** Damaged, or bytes are missing, or the budget is spent. */
    STOPPED,
    BOMB
  }

  InflateMeter(boolean isGzip, ContentBudget budget, TokenScanner tokens) {
    this.tokens = tokens;
    this.isGzip = isGzip;
    this.budget = budget;
    this.gzipHeader = new GzipHeader();
    this.state = isGzip ? State.GZIP_HEADER : State.ZLIB_OR_RAW;
  }

  @Override
  public void bytes(byte[] array, int offset, int length) {
    int allowed = isOver() ? 0 : (int) budget.takeUpTo(length);
    int end = offset + allowed;
    int at = offset;
    while (at < end && !isOver()) {
      at =
          switch (state) {
            case GZIP_HEADER, BETWEEN_MEMBERS -> header(array, at);
            case ZLIB_OR_RAW -> zlibOrRaw(array, at);
            case COMPRESSED -> inflate(array, at, end);
            case GZIP_TRAILER -> trailer(at);
            case FINISHED, STOPPED, BOMB -> end;
          };
    }
    if (allowed < length && !isOver()) {
      stop(State.STOPPED);
    }
  }

  private boolean isOver() {
    return state == State.STOPPED || state == State.BOMB || state == State.FINISHED;
  }

  private int header(byte[] array, int at) {
    boolean isNext = state == State.BETWEEN_MEMBERS;
    state = State.GZIP_HEADER;
    switch (gzipHeader.next(array[at] & 0xff)) {
      case MORE -> {}
      case DONE -> start(true);
      // After the first member, anything else is padding that decoders ignore.
      case BAD -> stop(isNext || decodedBytes > 0 ? State.FINISHED : State.STOPPED);
    }
    return at + 1;
  }

  private int zlibOrRaw(byte[] array, int at) {
    int value = array[at] & 0xff;
    if (firstByte < 0) {
      firstByte = value;
      return at + 1;
    }
    boolean isZlib = (firstByte & 0x0f) == ZLIB_METHOD && ((firstByte << 8 | value) % 31) == 0;
    start(!isZlib);
    inflate(new byte[] {(byte) firstByte, (byte) value}, 0, 2);
    return at + 1;
  }

  private void start(boolean isRaw) {
    state = State.COMPRESSED;
    decodedBefore = decodedBytes;
    if (inflater == null) {
      inflater = new Inflater(isRaw);
    } else {
      inflater.reset();
    }
  }

  private int inflate(byte[] array, int at, int end) {
    Inflater current = inflater;
    if (current == null) {
      return end;
    }
    current.setInput(array, at, end - at);
    try {
      while (state == State.COMPRESSED) {
        // One byte above the limit at most, so that the figure does not depend on cuts.
        long room = DecodeLimits.DECODED_BODY_BYTES + 1 - decodedBytes;
        int count = current.inflate(output, 0, (int) Math.min(output.length, room));
        decodedBytes += count;
        tokens.bytes(output, 0, count);
        if (decodedBytes > DecodeLimits.DECODED_BODY_BYTES) {
          stop(State.BOMB);
          return end;
        }
        if (current.finished()) {
          int left = current.getRemaining();
          trailerLeft = 8;
          if (isGzip) {
            state = State.GZIP_TRAILER;
          } else {
            stop(State.FINISHED);
          }
          return end - left;
        }
        if (current.needsDictionary()) {
          stop(State.STOPPED);
        } else if (count == 0) {
          return end;
        }
      }
    } catch (DataFormatException e) {
      // The call that failed gave something before the damage.
      decodedBytes = decodedBefore + current.getBytesWritten();
      stop(State.STOPPED);
    }
    return end;
  }

  private int trailer(int at) {
    trailerLeft--;
    if (trailerLeft == 0) {
      state = State.BETWEEN_MEMBERS;
      gzipHeader.startAgain();
    }
    return at + 1;
  }

  private void stop(State reached) {
    state = reached;
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }

  @Override
  public void missing() {
    if (!isOver()) {
      stop(State.STOPPED);
    }
  }

  @Override
  public boolean isWanted() {
    return !isOver();
  }

  @Override
  public void end() {
    budget.takeUpTo(decodedBytes / CHEAP_RATIO);
    boolean isFinished = state == State.BETWEEN_MEMBERS || state == State.FINISHED;
    if (state != State.BOMB) {
      stop(isFinished ? State.FINISHED : State.STOPPED);
    }
  }

  @Override
  public OptionalLong decodedBytes() {
    return decodedBytes > 0 || isExact() ? OptionalLong.of(decodedBytes) : OptionalLong.empty();
  }

  @Override
  public boolean isExact() {
    return state == State.FINISHED;
  }

  @Override
  public boolean isBomb() {
    return state == State.BOMB;
  }
}
