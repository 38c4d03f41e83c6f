package dev.stallscope.quic;

import dev.stallscope.bytes.VarInt;

/** Reads the frames of a packet (RFC 9000 section 19, DATAGRAM of RFC 9221). */
public final class FrameReader {
  private static final int PADDING = 0x00;
  private static final int PING = 0x01;
  private static final int ACK = 0x02;
  private static final int ACK_ECN = 0x03;
  private static final int RESET_STREAM = 0x04;
  private static final int STOP_SENDING = 0x05;
  private static final int CRYPTO = 0x06;
  private static final int NEW_TOKEN = 0x07;
  private static final int STREAM = 0x08;
  private static final int LAST_STREAM = 0x0f;
  private static final int MAX_DATA = 0x10;
  private static final int MAX_STREAM_DATA = 0x11;
  private static final int MAX_STREAMS = 0x12;
  private static final int MAX_STREAMS_UNIDIRECTIONAL = 0x13;
  private static final int DATA_BLOCKED = 0x14;
  private static final int STREAM_DATA_BLOCKED = 0x15;
  private static final int STREAMS_BLOCKED = 0x16;
  private static final int STREAMS_BLOCKED_UNIDIRECTIONAL = 0x17;
  private static final int NEW_CONNECTION_ID = 0x18;
  private static final int RETIRE_CONNECTION_ID = 0x19;
  private static final int PATH_CHALLENGE = 0x1a;
  private static final int PATH_RESPONSE = 0x1b;
  private static final int CLOSE = 0x1c;
  private static final int CLOSE_BY_APPLICATION = 0x1d;
  private static final int HANDSHAKE_DONE = 0x1e;
  private static final int DATAGRAM = 0x30;
  private static final int DATAGRAM_WITH_LENGTH = 0x31;

  private static final int STREAM_FIN = 1;
  private static final int STREAM_LENGTH = 2;
  private static final int STREAM_OFFSET = 4;

  private static final int PATH_BYTES = 8;
  private static final int RESET_TOKEN_BYTES = 16;

  private final byte[] bytes;
  private final int end;
  private final FrameListener listener;
  private int at;
  private boolean isBroken;
  private boolean isEliciting;

  private FrameReader(byte[] bytes, int end, FrameListener listener) {
    this.bytes = bytes;
    this.end = end;
    this.listener = listener;
  }

  /** What a packet's frames were, apart from what the listener was told. */
  public enum Outcome {
    /** Its receiver has to acknowledge it (RFC 9002 section 2). */
    ACK_ELICITING,
    /** Acknowledgments, padding or a close only. */
    NOT_ELICITING,
    /** A frame is unknown or does not end within the packet; those before it were told. */
    BROKEN
  }

  /** Tells the listener of the frames in the first {@code length} bytes. */
  public static Outcome read(byte[] bytes, int length, FrameListener listener) {
    FrameReader reader = new FrameReader(bytes, length, listener);
    while (reader.at < length && !reader.isBroken) {
      reader.frame();
    }
    if (reader.isBroken) {
      return Outcome.BROKEN;
    }
    return reader.isEliciting ? Outcome.ACK_ELICITING : Outcome.NOT_ELICITING;
  }

  private void frame() {
    long type = number();
    isEliciting |=
        type != PADDING
            && type != ACK
            && type != ACK_ECN
            && type != CLOSE
            && type != CLOSE_BY_APPLICATION;
    if (type >= STREAM && type <= LAST_STREAM) {
      stream((int) type);
    } else if (type >= MAX_DATA && type <= STREAMS_BLOCKED_UNIDIRECTIONAL) {
      credit((int) type);
    } else {
      other((int) Math.min(type, Integer.MAX_VALUE));
    }
  }

  private void other(int type) {
    switch (type) {
      case PADDING -> {
        while (at < end && bytes[at] == PADDING) {
          at++;
        }
      }
      case PING -> listener.ping();
      case ACK, ACK_ECN -> ack(type == ACK_ECN);
      case RESET_STREAM -> reset();
      case STOP_SENDING -> {
        long stream = number();
        long code = number();
        tell(() -> listener.stopSending(stream, code));
      }
      case CRYPTO -> crypto();
      case NEW_TOKEN, DATAGRAM_WITH_LENGTH -> skip(number());
      case NEW_CONNECTION_ID -> newConnectionId();
      case RETIRE_CONNECTION_ID -> number();
      case PATH_CHALLENGE -> {
        skip(PATH_BYTES);
        tell(listener::pathChallenge);
      }
      case PATH_RESPONSE -> {
        skip(PATH_BYTES);
        tell(listener::pathResponse);
      }
      case CLOSE, CLOSE_BY_APPLICATION -> close(type == CLOSE_BY_APPLICATION);
      case HANDSHAKE_DONE -> listener.handshakeDone();
      case DATAGRAM -> at = end;
      default -> isBroken = true;
    }
  }

  private void tell(Runnable event) {
    if (!isBroken) {
      event.run();
    }
  }

  /** The next number, or 0 and the end of reading where there is none. */
  private long number() {
    long number = VarInt.read(bytes, at, end);
    if (number < 0) {
      isBroken = true;
      return 0;
    }
    at += VarInt.length(bytes, at);
    return number;
  }

  /** Passes over so many bytes, and says where they begin. */
  private int skip(long count) {
    int from = at;
    if (count > end - at) {
      isBroken = true;
    } else {
      at += (int) count;
    }
    return from;
  }

  private void ack(boolean hasEcn) {
    long largest = number();
    long delay = number();
    long ranges = number();
    long length = number();
    if (isBroken || length > largest) {
      isBroken = true;
      return;
    }
    listener.ack(largest, delay);
    long smallest = largest - length;
    listener.ackRange(smallest, largest);
    for (long i = 0; i < ranges && !isBroken; i++) {
      long top = smallest - number() - 2;
      long size = number();
      if (isBroken || size > top) {
        isBroken = true;
        return;
      }
      smallest = top - size;
      listener.ackRange(smallest, top);
    }
    for (int i = 0; hasEcn && i < 3; i++) {
      number();
    }
  }

  private void stream(int type) {
    long stream = number();
    long offset = (type & STREAM_OFFSET) != 0 ? number() : 0;
    long length = (type & STREAM_LENGTH) != 0 ? number() : end - at;
    int from = skip(length);
    if (!isBroken && offset + length <= VarInt.MAX) {
      listener.stream(stream, offset, bytes, from, (int) length, (type & STREAM_FIN) != 0);
    }
  }

  private void credit(int type) {
    long stream = type == MAX_STREAM_DATA || type == STREAM_DATA_BLOCKED ? number() : 0;
    long value = number();
    if (isBroken) {
      return;
    }
    switch (type) {
      case MAX_DATA -> listener.maxData(value);
      case MAX_STREAM_DATA -> listener.maxStreamData(stream, value);
      case MAX_STREAMS, MAX_STREAMS_UNIDIRECTIONAL ->
          listener.maxStreams(type == MAX_STREAMS, value);
      case DATA_BLOCKED -> listener.dataBlocked(value);
      case STREAM_DATA_BLOCKED -> listener.streamDataBlocked(stream, value);
      default -> listener.streamsBlocked(type == STREAMS_BLOCKED, value);
    }
  }

  private void reset() {
    long stream = number();
    long code = number();
    long size = number();
    tell(() -> listener.resetStream(stream, code, size));
  }

  private void crypto() {
    long offset = number();
    long length = number();
    int from = skip(length);
    if (!isBroken && offset + length <= VarInt.MAX) {
      listener.crypto(offset, bytes, from, (int) length);
    }
  }

  private void newConnectionId() {
    number();
    number();
    long length = number();
    int from = skip(length);
    skip(RESET_TOKEN_BYTES);
    if (!isBroken && length <= ConnectionId.MAX_BYTES) {
      listener.newConnectionId(ConnectionId.of(bytes, from, (int) length));
    }
  }

  private void close(boolean isByApplication) {
    long code = number();
    if (!isByApplication) {
      number();
    }
    skip(number());
    tell(() -> listener.close(isByApplication, code));
  }
}
