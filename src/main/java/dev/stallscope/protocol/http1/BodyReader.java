package dev.stallscope.protocol.http1;

import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.http.BodyMeter;
import dev.stallscope.protocol.http.HttpHeaders;

/** Follows one body to its end by its framing (RFC 9112 sections 6 and 7.1). */
final class BodyReader {
  private final BodyMeter meter;
  private final HeadBuffer trailers;
  private final ChunkSizeLine sizeLine = new ChunkSizeLine();
  private Phase phase;
  private long remaining;
  private long chunkNanos;

  private enum Phase {
    LENGTH,
    CLOSE,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS,
    DONE,
    BROKEN,
    TOO_LONG
  }

  /** How far the body is. */
  enum Progress {
    MORE,
    DONE,
    /** It does not keep to its framing. */
    BROKEN,
    /** Its trailers are longer than any real ones. */
    TOO_LONG
  }

  /**
   * @param framing one of those that have a body and are known
   * @param trailers an empty buffer that nobody else uses until the body is over
   */
  BodyReader(BodyFraming framing, BodyMeter meter, HeadBuffer trailers) {
    this.meter = meter;
    this.trailers = trailers;
    remaining = framing.lengthBytes();
    phase =
        switch (framing.framing()) {
          case LENGTH -> Phase.LENGTH;
          case CHUNKED -> Phase.CHUNK_SIZE;
          case UNTIL_CLOSE -> Phase.CLOSE;
          case NONE, FRAMES, UNKNOWN -> throw new IllegalArgumentException("no body to follow");
        };
  }

  /** Whether the end of the connection is its end. */
  boolean isUntilClose() {
    return phase == Phase.CLOSE;
  }

  Progress progress() {
    return switch (phase) {
      case LENGTH, CLOSE, CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILERS -> Progress.MORE;
      case DONE -> Progress.DONE;
      case BROKEN -> Progress.BROKEN;
      case TOO_LONG -> Progress.TOO_LONG;
    };
  }

  /** What followed the last chunk. */
  HttpHeaders trailers() {
    return trailers.trailers();
  }

  /**
   * Reads on.
   *
   * @return where it stopped: at {@code end}, behind the body, or where the framing breaks
   */
  int read(StreamBytes view, int from, int end) {
    int at = from;
    while (at < end && progress() == Progress.MORE) {
      at =
          switch (phase) {
            case LENGTH, CLOSE, CHUNK_DATA -> data(view, at, end);
            case CHUNK_SIZE -> chunkSize(view, at, end);
            case CHUNK_END -> chunkEnd(view.array()[at], at);
            case TRAILERS -> trailers(view, at, end);
            case DONE, BROKEN, TOO_LONG -> end;
          };
    }
    return at;
  }

  private int data(StreamBytes view, int at, int end) {
    int count = phase == Phase.CLOSE ? end - at : (int) Math.min((long) end - at, remaining);
    meter.bytes(view.array(), at, count, view.epochNanos(), view.packet());
    passed(count);
    return at + count;
  }

  private void passed(long count) {
    if (phase == Phase.CLOSE) {
      return;
    }
    remaining -= count;
    if (remaining == 0) {
      phase = phase == Phase.LENGTH ? Phase.DONE : Phase.CHUNK_END;
    }
  }

  private int chunkSize(StreamBytes view, int from, int end) {
    int at = from;
    ChunkSizeLine.Progress line = ChunkSizeLine.Progress.MORE;
    while (at < end && line == ChunkSizeLine.Progress.MORE) {
      chunkNanos = sizeLine.isEmpty() ? view.epochNanos() : chunkNanos;
      line = sizeLine.next(view.array()[at]);
      at++;
    }
    switch (line) {
      case MORE -> {}
      case BAD -> phase = Phase.BROKEN;
      case DONE -> {
        chunkBegun(sizeLine.size());
        sizeLine.clear();
      }
    }
    return at;
  }

  private void chunkBegun(long size) {
    if (size == 0) {
      phase = Phase.TRAILERS;
      return;
    }
    remaining = size;
    phase = Phase.CHUNK_DATA;
    meter.chunk(chunkNanos);
  }

  private int chunkEnd(byte letter, int at) {
    if (letter == '\n') {
      phase = Phase.CHUNK_SIZE;
    } else if (letter != '\r') {
      phase = Phase.BROKEN;
    }
    return at + 1;
  }

  private int trailers(StreamBytes view, int at, int end) {
    phase =
        switch (trailers.append(view.array(), at, end)) {
          case MORE, FIRST_LINE -> Phase.TRAILERS;
          case TOO_LONG -> Phase.TOO_LONG;
          case DONE -> Phase.DONE;
        };
    return at + trailers.taken();
  }

  /** How many of the next bytes need not be read. */
  long unwanted() {
    return switch (phase) {
      case LENGTH, CHUNK_DATA -> meter.isWanted() ? 0 : remaining;
      case CLOSE -> meter.isWanted() ? 0 : Long.MAX_VALUE;
      case CHUNK_SIZE, CHUNK_END, TRAILERS, DONE, BROKEN, TOO_LONG -> 0;
    };
  }

  /**
   * Passes over bytes that are missing or not wanted.
   *
   * @return how many of them belong to the body; -1 where they hide how it goes on
   */
  long gap(StreamGap gap) {
    return switch (phase) {
      case LENGTH, CLOSE, CHUNK_DATA -> {
        long inBody = phase == Phase.CLOSE ? gap.length() : Math.min(gap.length(), remaining);
        meter.gap(gap.reason(), inBody, gap.epochNanos(), gap.packet());
        passed(inBody);
        yield inBody;
      }
      case CHUNK_SIZE, CHUNK_END, TRAILERS, DONE, BROKEN, TOO_LONG -> -1;
    };
  }
}
