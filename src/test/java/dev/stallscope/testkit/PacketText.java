package dev.stallscope.testkit;

import dev.stallscope.capture.LinkDirection;
import dev.stallscope.capture.PacketBatch;
import dev.stallscope.packet.AnomalyLog;
import dev.stallscope.packet.PacketCursor;
import dev.stallscope.packet.PacketDecoder;
import dev.stallscope.packet.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Decoded packets as one line of text each, for tests that compare what was read. */
public final class PacketText {
  private static final String[] FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

  private PacketText() {}

  /** Every packet of a scenario with its time, in milliseconds from the scenario's start. */
  public static List<String> lines(CaptureScript script) {
    PacketDecoder decoder = new PacketDecoder(new AnomalyLog());
    PacketCursor cursor = new PacketCursor();
    List<String> lines = new ArrayList<>();
    for (PacketBatch batch : script.batches()) {
      for (int i = 0; i < batch.count(); i++) {
        decoder.decode(batch, i, cursor);
        double millis = (cursor.epochNanos - CaptureScript.START_NANOS) / 1e6;
        lines.add(String.format(Locale.ROOT, "%.3f ", millis) + of(cursor));
      }
    }
    return lines;
  }

  /**
   * {@code TCP 10.0.0.1:40000 > 10.0.0.2:80 SYN seq 1000 ack 0 win 64240 len 0 mss 1460 ...};
   * fields that have their usual value are left out.
   */
  public static String of(PacketCursor cursor) {
    String flow =
        cursor.kind
            + " "
            + cursor.source()
            + ":"
            + cursor.sourcePort
            + " > "
            + cursor.destination()
            + ":"
            + cursor.destinationPort;
    StringBuilder text = new StringBuilder(flow);
    switch (cursor.kind) {
      case TCP -> tcp(cursor, text);
      case UDP -> length(cursor, text);
      case ICMP_ERROR ->
          text.append(" type ")
              .append(cursor.icmpType)
              .append(" code ")
              .append(cursor.icmpCode)
              .append(cursor.quotedIsTcp ? " tcp seq " + unsigned(cursor.sequence) : " udp");
      case FRAGMENT, OTHER -> {
        return cursor.kind.toString();
      }
    }
    if (cursor.linkDirection != LinkDirection.UNKNOWN) {
      text.append(' ').append(cursor.linkDirection);
    }
    return text.toString();
  }

  private static void tcp(PacketCursor cursor, StringBuilder text) {
    text.append(' ').append(flags(cursor.flags)).append(" seq ").append(unsigned(cursor.sequence));
    if (cursor.hasFlag(TcpFlags.ACK)) {
      text.append(" ack ").append(unsigned(cursor.acknowledgment));
    }
    text.append(" win ").append(cursor.window);
    length(cursor, text);
    text.append(cursor.mss == PacketCursor.NONE ? "" : " mss " + cursor.mss)
        .append(cursor.windowScale == PacketCursor.NONE ? "" : " scale " + cursor.windowScale)
        .append(cursor.sackPermitted ? " sackok" : "");
    if (cursor.hasTimestamps) {
      text.append(" ts ")
          .append(unsigned(cursor.timestampValue))
          .append(' ')
          .append(unsigned(cursor.timestampEcho));
    }
    for (int i = 0; i < cursor.sackCount; i++) {
      text.append(i == 0 ? " sack " : ",")
          .append(unsigned(cursor.sackLeft[i]))
          .append("..")
          .append(unsigned(cursor.sackRight[i]));
    }
    text.append(cursor.mptcpSubtype == PacketCursor.NONE ? "" : " mptcp " + cursor.mptcpSubtype)
        .append(cursor.fastOpen ? " tfo" : "");
  }

  private static void length(PacketCursor cursor, StringBuilder text) {
    text.append(" len ").append(cursor.payloadLength);
    if (cursor.payloadCaptured != cursor.payloadLength) {
      text.append(" kept ").append(cursor.payloadCaptured);
    }
  }

  private static String flags(int flags) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < FLAGS.length; bit++) {
      if ((flags & 1 << bit) != 0) {
        names.add(FLAGS[bit]);
      }
    }
    return String.join(",", names);
  }

  private static String unsigned(int value) {
    return Integer.toUnsignedString(value);
  }
}
