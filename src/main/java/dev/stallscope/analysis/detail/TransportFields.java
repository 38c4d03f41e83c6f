package dev.stallscope.analysis.detail;

import dev.stallscope.packet.TcpFlags;
import java.util.ArrayList;
import java.util.List;

/** The fields of TCP and UDP headers. */
final class TransportFields {
  private static final int MIN_TCP_BYTES = 20;
  private static final List<String> FLAGS =
      List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

  private TransportFields() {}

  static PacketField udp(byte[] bytes, int from, int end) {
    FieldReader in = new FieldReader(bytes, from, Math.min(end, from + 8));
    long source = in.number("Source port", 2);
    long destination = in.number("Destination port", 2);
    in.number("Length", 2);
    in.hex("Checksum", 2);
    return in.header("UDP", source + " → " + destination, from);
  }

  /** {@code SYN, ACK}; Wireshark writes ECE and CWR so, too. */
  static String flags(int flags) {
    List<String> names = new ArrayList<>();
    // Wireshark's order: from the lowest bit.
    for (int bit = 0; bit < FLAGS.size(); bit++) {
      if ((flags & 1 << bit) != 0) {
        names.add(FLAGS.get(bit));
      }
    }
    return names.isEmpty() ? "<None>" : String.join(", ", names);
  }

  static PacketField tcp(byte[] bytes, int from, int end, TcpNumbers numbers) {
    FieldReader in = new FieldReader(bytes, from, end);
    long source = in.number("Source port", 2);
    long destination = in.number("Destination port", 2);
    in.number(
        "Sequence number", 4, value -> numbers.sequence((int) value) + " (" + value + " raw)");
    boolean isAck = (in.peek(5) & TcpFlags.ACK) != 0;
    in.number(
        "Acknowledgment number",
        4,
        value ->
            isAck ? numbers.acknowledgment((int) value) + " (" + value + " raw)" : value + " raw");
    long words = in.number("Header length", 1, value -> (value >> 4) * 4 + " bytes") >> 4;
    long flags = in.number("Flags", 1, value -> flags((int) value));
    boolean isSyn = (flags & TcpFlags.SYN) != 0;
    in.number(
        "Window",
        2,
        value -> numbers.window((int) value, isSyn) + " bytes (" + value + " in the header)");
    in.hex("Checksum", 2);
    in.number("Urgent pointer", 2);
    int optionBytes = (int) words * 4 - MIN_TCP_BYTES;
    if (optionBytes > 0) {
      in.add(options(in.part(optionBytes), numbers));
    }
    return in.header(
        "TCP", "%d → %d [%s]".formatted(source, destination, flags((int) flags)), from);
  }

  private static PacketField options(FieldReader in, TcpNumbers numbers) {
    int from = in.position();
    while (in.left() > 0 && !in.isCut()) {
      int kind = in.peek(0);
      int length = kind <= 1 ? 1 : in.peek(1);
      if (kind == 0) {
        in.add("End of options", "", 1);
        in.data("Padding", in.left());
      } else if (kind == 1) {
        in.add("No operation", "", 1);
      } else if (length < 2 || length > in.left()) {
        in.data("Option " + kind + " of wrong length", in.left());
      } else {
        in.add(option(in.part(length), kind, length, numbers));
      }
    }
    return in.header("Options", in.fields().size() + " options", from);
  }

  private static PacketField option(FieldReader in, int kind, int length, TcpNumbers numbers) {
    int from = in.position();
    in.number("Kind", 1);
    in.number("Length", 1);
    String value = "";
    String name;
    switch (kind) {
      case 2 -> {
        name = "Maximum segment size";
        value = in.number("MSS", 2) + " bytes";
      }
      case 3 -> {
        name = "Window scale";
        value = "shift " + in.number("Shift", 1);
      }
      case 4 -> name = "SACK permitted";
      case 5 -> {
        name = "SACK";
        List<String> blocks = new ArrayList<>();
        while (in.left() >= 8) {
          long left = in.number("Left edge", 4, edge -> numbers.acknowledgment((int) edge) + "");
          long right = in.number("Right edge", 4, edge -> numbers.acknowledgment((int) edge) + "");
          blocks.add(
              numbers.acknowledgment((int) left) + "-" + numbers.acknowledgment((int) right));
        }
        value = String.join(", ", blocks);
      }
      case 8 -> {
        name = "Timestamps";
        long own = in.number("Value", 4);
        value = "value " + own + ", echo " + in.number("Echo", 4);
      }
      case 30 -> name = "Multipath TCP";
      case 34 -> name = "Fast open";
      default -> name = "Option " + kind;
    }
    in.data("Data", in.left());
    return new PacketField(name, value, from, length, in.fields());
  }
}
