package dev.stallscope.packet;

/**
 * The TCP options that analysis needs.
 *
 * <pre>
 *  0 end, 1 no operation       | kind |
 *  2 maximum segment size      | kind | 4  | size (2) |                          RFC 9293, SYN only
 *  3 window scale              | kind | 3  | shift (1) |                         RFC 7323, SYN only
 *  4 SACK permitted            | kind | 2  |                                     RFC 2018, SYN only
 *  5 SACK                      | kind | 2 + 8n | left (4), right (4) ... |       RFC 2018, n = 1..4
 *  8 timestamps                | kind | 10 | value (4) | echo (4) |              RFC 7323
 * 30 multipath                 | kind | n  | subtype (4 bits) ... |              RFC 8684
 * 34 fast open                 | kind | n  | cookie |                            RFC 7413
 * 254 experiment               | kind | n  | F989 | cookie |                     RFC 7413 section 7
 * </pre>
 */
final class TcpOptions {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;
  private static final int MAXIMUM_SEGMENT_SIZE = 2;
  private static final int WINDOW_SCALE = 3;
  private static final int SACK_PERMITTED = 4;
  private static final int SACK = 5;
  private static final int TIMESTAMPS = 8;
  private static final int MULTIPATH = 30;
  private static final int FAST_OPEN = 34;
  private static final int EXPERIMENT = 254;
  private static final int FAST_OPEN_EXPERIMENT = 0xf989;

  /** No-op, no-op, timestamps: what almost every segment of an established connection carries. */
  private static final int USUAL = 0x0101_080a;

  private TcpOptions() {}

  /** Reads options from {@code at} to {@code end}, both relative to the TCP header. */
  static void read(LayerBytes in, PacketCursor out, int at, int end) {
    int readable = Math.min(end, in.captured);
    out.areOptionsCut = readable < end;
    int i = at;
    if (i + 12 <= readable && in.i32(i) == USUAL) {
      readTimestamps(in, out, i + 2);
      i += 12;
    }
    while (i < readable) {
      int kind = in.u8(i);
      if (kind == END) {
        out.areOptionsCut = false;
        return;
      }
      if (kind == NO_OPERATION) {
        i++;
        continue;
      }
      if (i + 1 >= readable) {
        reportCut(in, i, end);
        return;
      }
      int length = in.u8(i + 1);
      if (length < 2 || i + length > end) {
        in.report(Anomaly.Kind.BAD_LENGTH, "tcp-options", i, length, end - i);
        return;
      }
      if (i + length > readable) {
        return;
      }
      readOption(in, out, i, kind, length);
      i += length;
    }
  }

  private static void reportCut(LayerBytes in, int at, int end) {
    if (at + 1 >= end) {
      in.report(Anomaly.Kind.TRUNCATED, "tcp-options", at, 2, 1);
    }
  }

  private static void readOption(LayerBytes in, PacketCursor out, int at, int kind, int length) {
    boolean isSyn = (out.flags & TcpFlags.SYN) != 0;
    switch (kind) {
      case MAXIMUM_SEGMENT_SIZE -> {
        if (isSyn && isLength(in, at, length, 4)) {
          out.mss = in.u16(at + 2);
        }
      }
      case WINDOW_SCALE -> {
        if (isSyn && isLength(in, at, length, 3)) {
          out.windowScale = in.u8(at + 2);
        }
      }
      case SACK_PERMITTED -> out.sackPermitted |= isSyn && isLength(in, at, length, 2);
      case SACK -> readSack(in, out, at, length);
      case TIMESTAMPS -> {
        if (isLength(in, at, length, 10)) {
          readTimestamps(in, out, at);
        }
      }
      case MULTIPATH -> {
        if (length >= 3) {
          out.mptcpSubtype = in.u8(at + 2) >> 4;
        }
      }
      case FAST_OPEN -> out.fastOpen = true;
      case EXPERIMENT -> out.fastOpen |= length >= 4 && in.u16(at + 2) == FAST_OPEN_EXPERIMENT;
      default -> {}
    }
  }

  private static boolean isLength(LayerBytes in, int at, int length, int expected) {
    if (length != expected) {
      in.report(Anomaly.Kind.BAD_LENGTH, "tcp-options", at, expected, length);
      return false;
    }
    return true;
  }

  private static void readTimestamps(LayerBytes in, PacketCursor out, int at) {
    out.hasTimestamps = true;
    out.timestampValue = in.i32(at + 2);
    out.timestampEcho = in.i32(at + 6);
  }

  private static void readSack(LayerBytes in, PacketCursor out, int at, int length) {
    int blocks = (length - 2) / 8;
    if ((length - 2) % 8 != 0 || blocks == 0 || blocks > out.sackLeft.length) {
      in.report(Anomaly.Kind.BAD_LENGTH, "tcp-options", at, 10, length);
      blocks = Math.min(blocks, out.sackLeft.length);
    }
    for (int i = 0; i < blocks; i++) {
      out.sackLeft[i] = in.i32(at + 2 + 8 * i);
      out.sackRight[i] = in.i32(at + 6 + 8 * i);
    }
    out.sackCount = blocks;
  }
}
