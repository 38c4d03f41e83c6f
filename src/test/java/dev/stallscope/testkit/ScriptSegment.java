package dev.stallscope.testkit;

import dev.stallscope.packet.TcpFlags;

/** What one line of a scenario says of the TCP segment, or of each of the segments, it sends. */
final class ScriptSegment {
  static final long AUTOMATIC = -1;

  int flags;
  boolean isAckSuppressed;
  long acknowledgment = AUTOMATIC;
  long[] sack = {};
  boolean hasTimestamps;
  long timestampValue;
  long timestampEcho;
  int ttl = -1;
  int id = -1;
  boolean isFastOpen;
  int multipathSubtype = -1;

  /** Captured, but it never arrived. */
  boolean isLost;

  /** Arrived, but the capture has not got it. */
  boolean isUnseen;

  boolean isAgain;
  long twiceAfterNanos = AUTOMATIC;
  long everyNanos = AUTOMATIC;
  long roundTripNanos = AUTOMATIC;
  int flight = 10;
  int maxFlight = 64;

  /** Reads the words after the action, to the end of the line. */
  void readOptions(ScriptTokens words, ScriptSide sender) {
    while (words.hasNext()) {
      String word = words.next("option");
      switch (word) {
        case "psh" -> flags |= TcpFlags.PSH;
        case "fin" -> flags |= TcpFlags.FIN;
        case "rst" -> flags |= TcpFlags.RST;
        case "urg" -> flags |= TcpFlags.URG;
        case "ece" -> flags |= TcpFlags.ECE;
        case "cwr" -> flags |= TcpFlags.CWR;
        case "win" -> sender.windowBytes = (int) words.number(word);
        case "ack" -> acknowledgment = words.number(word);
        case "noack" -> isAckSuppressed = true;
        case "sack" -> sack = words.ranges(word);
        case "ts" -> {
          hasTimestamps = true;
          timestampValue = words.number("timestamp value");
          timestampEcho = words.number("timestamp echo");
        }
        case "ttl" -> ttl = (int) words.number(word);
        case "id" -> id = (int) words.number(word);
        case "tfo" -> isFastOpen = true;
        case "mptcp" -> multipathSubtype = (int) words.number(word);
        case "lost" -> isLost = true;
        case "unseen" -> isUnseen = true;
        case "again" -> isAgain = true;
        case "twice" -> twiceAfterNanos = words.hasNext() ? words.nanos(word) : 5_000;
        case "split" -> everyNanos = Math.max(0, everyNanos);
        case "every" -> everyNanos = words.nanos(word);
        case "rtt" -> roundTripNanos = words.nanos(word);
        case "flight" -> flight = (int) words.number(word);
        case "max" -> maxFlight = (int) words.number(word);
        default -> throw words.problem("not understood: " + word);
      }
    }
  }

  /** The bits of {@code SYN,ACK} and the like, or -1 where the word is no list of flags. */
  static int flags(String word) {
    int flags = 0;
    for (String name : word.split(",")) {
      switch (name) {
        case "SYN" -> flags |= TcpFlags.SYN;
        case "ACK" -> flags |= TcpFlags.ACK;
        case "FIN" -> flags |= TcpFlags.FIN;
        case "RST" -> flags |= TcpFlags.RST;
        case "PSH" -> flags |= TcpFlags.PSH;
        case "URG" -> flags |= TcpFlags.URG;
        case "ECE" -> flags |= TcpFlags.ECE;
        case "CWR" -> flags |= TcpFlags.CWR;
        default -> {
          return -1;
        }
      }
    }
    return flags;
  }
}
