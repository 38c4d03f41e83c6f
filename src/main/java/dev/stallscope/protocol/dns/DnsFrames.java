package dev.stallscope.protocol.dns;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Signature.Certainty;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamGap;
import dev.stallscope.protocol.StreamWindow;

/**
 * One direction of a DNS stream. Where the stream cannot be a sequence of messages, after a gap
 * most of all, the next place is looked for at which a framed message can begin.
 */
final class DnsFrames {
  private static final int LENGTH_BYTES = 2;

  private final Direction direction;
  private final DnsEmitter emitter;
  private final DnsParser parser = new DnsParser();
  private final DnsSignature signature = new DnsSignature(AppProtocol.DNS);
  private final StreamWindow window = new StreamWindow();

  /** Position in the stream up to which bytes belong to a message that a gap has cut. */
  private long skipUntil;

  private boolean isLost;

  DnsFrames(Direction direction, DnsEmitter emitter) {
    this.direction = direction;
    this.emitter = emitter;
  }

  void bytes(StreamBytes bytes) {
    long skipped = Math.clamp(skipUntil - bytes.streamOffset(), 0L, bytes.length());
    window.append(bytes, (int) skipped, bytes.length() - (int) skipped);
    while (isLost ? find() : take()) {
      // Each turn consumed bytes.
    }
  }

  private boolean take() {
    if (window.length() < LENGTH_BYTES) {
      return false;
    }
    int length = Bytes.u16(window.array(), window.offset());
    if (length < DnsParser.HEADER_BYTES) {
      isLost = true;
      emitter.lost(window.packetAt(0), window.streamOffset());
      return true;
    }
    if (window.length() < LENGTH_BYTES + length) {
      return false;
    }
    emit(length, length);
    window.drop(LENGTH_BYTES + length);
    return true;
  }

  private void emit(int atHand, int length) {
    parser
        .parse(window.array(), window.offset() + LENGTH_BYTES, atHand, length, false)
        .ifPresent(
            message -> emitter.emit(direction, window.span(0, LENGTH_BYTES + atHand), message));
  }

  private boolean find() {
    if (window.length() == 0) {
      return false;
    }
    Certainty certainty = signature.framed(window.array(), window.offset(), window.length(), false);
    if (certainty == Certainty.NEEDS_MORE) {
      return false;
    }
    if (certainty == Certainty.YES) {
      isLost = false;
    } else {
      window.drop(1);
    }
    return true;
  }

  void gap(StreamGap gap) {
    long after = gap.streamOffset() + gap.length();
    if (isLost || gap.streamOffset() < skipUntil) {
      isLost |= after > skipUntil;
      window.clear();
      return;
    }
    long frameEnd = after - 1;
    if (window.length() >= LENGTH_BYTES) {
      int length = Bytes.u16(window.array(), window.offset());
      frameEnd = window.streamOffset() + LENGTH_BYTES + length;
      emit(window.length() - LENGTH_BYTES, length);
    }
    window.clear();
    skipUntil = frameEnd;
    isLost = after > frameEnd;
  }

  /** A message that is still open is handed over as far as it came. */
  void end() {
    if (!isLost && window.length() >= LENGTH_BYTES) {
      emit(window.length() - LENGTH_BYTES, Bytes.u16(window.array(), window.offset()));
    }
    window.clear();
  }
}
