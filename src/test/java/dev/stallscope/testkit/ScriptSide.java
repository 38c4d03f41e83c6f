package dev.stallscope.testkit;

import java.util.Arrays;
import java.util.TreeMap;

/** One end of a connection in a scenario: what it is set to, and what it has sent. */
final class ScriptSide {
  private static final int OFF = -1;

  String address;
  int port;
  int mss = 1460;
  int windowScale = 7;
  boolean sack = true;
  boolean timestamps;
  int ttl = 64;
  int windowBytes = 64_240;
  long initialSequence;
  long timestampBase;

  /** The next IPv4 identification. */
  int id = 1;

  /** Position after the last byte sent so far; where text is appended. */
  long next;

  boolean isFinSent;
  boolean isFinArrived;
  long finPosition;
  long lastTimestamp;
  byte[] lastIp = {};

  private byte[] content = {};
  private long written;
  private final TreeMap<Long, Long> arrived = new TreeMap<>();

  ScriptSide(String address, int port, long initialSequence, long timestampBase) {
    this.address = address;
    this.port = port;
    this.initialSequence = initialSequence;
    this.timestampBase = timestampBase;
  }

  /** An end set like this one, that has sent nothing. */
  ScriptSide fresh() {
    ScriptSide side = new ScriptSide(address, port, initialSequence, timestampBase);
    side.mss = mss;
    side.windowScale = windowScale;
    side.sack = sack;
    side.timestamps = timestamps;
    side.ttl = ttl;
    side.windowBytes = windowBytes;
    return side;
  }

  /** Takes one setting; false where there is none of that name. */
  boolean set(String name, ScriptTokens words) {
    switch (name) {
      case "mss" -> mss = (int) words.number(name);
      case "window-scale" -> windowScale = words.accept("off") ? OFF : (int) words.number(name);
      case "sack" -> sack = onOff(words);
      case "timestamps" -> timestamps = onOff(words);
      case "ttl" -> ttl = (int) words.number(name);
      case "window" -> windowBytes = (int) words.number(name);
      case "isn" -> initialSequence = words.number(name);
      default -> {
        return false;
      }
    }
    return true;
  }

  static boolean onOff(ScriptTokens words) {
    return switch (words.next("on or off")) {
      case "on" -> true;
      case "off" -> false;
      default -> throw words.problem("on or off");
    };
  }

  /** {@code 10.0.0.1:80} or {@code [fd00::1]:80}. */
  void setEndpoint(String text) {
    int colon = text.lastIndexOf(':');
    address = text.substring(0, colon).replaceAll("[\\[\\]]", "");
    port = Integer.parseInt(text.substring(colon + 1));
  }

  boolean offersWindowScale() {
    return windowScale != OFF;
  }

  /** Puts text at a position of the stream, or filler where there is none yet. */
  byte[] bytes(long from, long to) {
    fill(to);
    return Arrays.copyOfRange(content, (int) from, (int) to);
  }

  void write(long from, byte[] bytes) {
    fill(from + bytes.length);
    System.arraycopy(bytes, 0, content, (int) from, bytes.length);
  }

  /** Bytes nobody gave: the alphabet, which no protocol begins with. */
  private void fill(long to) {
    if (to > content.length) {
      content = Arrays.copyOf(content, (int) Math.max(to, content.length * 2L));
    }
    for (; written < to; written++) {
      content[(int) written] = (byte) ('a' + written % 26);
    }
  }

  /** Notes that these bytes reached the peer. */
  void arrive(long from, long to) {
    long start = from;
    long end = to;
    var before = arrived.floorEntry(start);
    if (before != null && before.getValue() >= start) {
      start = before.getKey();
      end = Math.max(end, before.getValue());
    }
    while (true) {
      var after = arrived.ceilingEntry(start);
      if (after == null || after.getKey() > end) {
        break;
      }
      end = Math.max(end, after.getValue());
      arrived.remove(after.getKey());
    }
    arrived.put(start, end);
  }

  /** What the peer can acknowledge: bytes from the beginning without a gap, and the FIN. */
  long acknowledgeable() {
    var first = arrived.firstEntry();
    long position = first == null || first.getKey() > 0 ? 0 : first.getValue();
    return isFinArrived && position >= finPosition ? finPosition + 1 : position;
  }
}
