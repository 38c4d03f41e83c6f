package dev.stallscope.protocol.http2;

import dev.stallscope.bytes.Bytes;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.http.stream.HeaderBlock;
import dev.stallscope.protocol.http.stream.HeaderSection;
import dev.stallscope.protocol.http.stream.Spans;
import dev.stallscope.protocol.http2.FrameType.Flag;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the header sections of one direction together (RFC 9113 section 4.3). A section that cannot
 * be read makes the table forget: what it would have entered is not known.
 */
final class HeaderAssembler {
  private static final int PRIORITY_BYTES = 5;
  private static final int STREAM_ID_BYTES = 4;

  private final HeaderDecoder decoder = new HeaderDecoder();
  private @Nullable FrameHeader open;
  private int streamId;
  private byte[] block = new byte[0];
  private int length;
  private @Nullable MessageSpan span;
  private boolean isBroken;

  /**
   * Takes a HEADERS or PUSH_PROMISE frame.
   *
   * @return the section, where the frame holds all of it
   */
  Optional<HeaderSection> begin(FrameHeader header, byte[] payload, int size, MessageSpan at) {
    if (open != null) { // has no end
      missed();
    }
    int from = 0;
    int to = size;
    if (header.has(Flag.PADDED) && size > 0) {
      to -= Bytes.u8(payload, 0);
      from = 1;
    }
    boolean isPromise = header.type() == FrameType.PUSH_PROMISE;
    if (!isPromise && header.has(Flag.PRIORITY)) {
      from += PRIORITY_BYTES;
    }
    streamId = header.streamId();
    if (isPromise && to - from >= STREAM_ID_BYTES) {
      streamId = Bytes.i32(payload, from) & Integer.MAX_VALUE;
      from += STREAM_ID_BYTES;
    }
    open = header;
    span = at;
    length = 0;
    isBroken = from > to;
    append(payload, from, Math.max(0, to - from));
    return endIf(header.endsHeaders());
  }

  /** Takes a CONTINUATION frame. */
  Optional<HeaderSection> goOn(FrameHeader header, byte[] payload, int size, MessageSpan at) {
    if (open == null || span == null || open.streamId() != header.streamId()) {
      decoder.missed();
      open = null;
      return Optional.empty();
    }
    span = Spans.joined(span, at);
    append(payload, 0, size);
    return endIf(header.endsHeaders());
  }

  private void append(byte[] payload, int from, int count) {
    if (length + count > DecodeLimits.HEADER_BYTES) {
      isBroken = true;
    }
    if (isBroken || count == 0) {
      return;
    }
    if (length + count > block.length) {
      block = Arrays.copyOf(block, Math.min(DecodeLimits.HEADER_BYTES, 2 * (length + count)));
    }
    System.arraycopy(payload, from, block, length, count);
    length += count;
  }

  private Optional<HeaderSection> endIf(boolean isOver) {
    FrameHeader first = open;
    MessageSpan whole = span;
    if (!isOver || first == null || whole == null) {
      return Optional.empty();
    }
    open = null;
    HeaderBlock fields = isBroken ? unreadable() : decoder.decode(block, 0, length);
    return Optional.of(
        new HeaderSection(
            streamId, first.type() == FrameType.PUSH_PROMISE, first.endsStream(), fields, whole));
  }

  private HeaderBlock unreadable() {
    decoder.missed();
    return HeaderBlock.unread();
  }

  /** Whether a section is open, between whose frames no other may stand. */
  boolean isOpen() {
    return open != null;
  }

  /** Frames were missed: neither can the rest of an open section be read. */
  void missed() {
    decoder.missed();
    open = null;
  }

  /** What is known of the section whose HEADERS frame cannot be read: that there is one. */
  HeaderSection unread(FrameHeader header, MessageSpan at) {
    open = null;
    return new HeaderSection(header.streamId(), false, header.endsStream(), unreadable(), at);
  }
}
