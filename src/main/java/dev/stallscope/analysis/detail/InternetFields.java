package dev.stallscope.analysis.detail;

import dev.stallscope.packet.Layer;

/** The fields of IPv4, IPv6 and ICMP headers. */
final class InternetFields {
  private InternetFields() {}

  /**
   * @param size bytes up to the next header
   */
  static PacketField read(Layer layer, byte[] bytes, int from, int size) {
    FieldReader in = new FieldReader(bytes, from, from + size);
    return switch (layer) {
      case IPV4 -> new PacketField("IPv4", v4(in), from, size, in.fields());
      case IPV6 -> new PacketField("IPv6", v6(in), from, size, in.fields());
      case ICMP -> new PacketField("ICMP", icmp(in, true), from, size, in.fields());
      case ICMPV6 -> new PacketField("ICMPv6", icmp(in, false), from, size, in.fields());
      default -> throw new IllegalArgumentException(layer + " is no Internet header");
    };
  }

  static String protocol(long number) {
    String name =
        switch ((int) number) {
          case 0 -> " hop-by-hop options";
          case 1 -> " ICMP";
          case 2 -> " IGMP";
          case 4 -> " IPv4";
          case 6 -> " TCP";
          case 17 -> " UDP";
          case 41 -> " IPv6";
          case 43 -> " routing";
          case 44 -> " fragment";
          case 47 -> " GRE";
          case 50 -> " ESP";
          case 51 -> " AH";
          case 58 -> " ICMPv6";
          case 60 -> " destination options";
          case 132 -> " SCTP";
          default -> "";
        };
    return number + name;
  }

  private static String v4(FieldReader in) {
    in.number(
        "Version and header length",
        1,
        value -> "%d, %d bytes".formatted(value >> 4, (value & 0x0f) * 4));
    in.number("Differentiated services", 1, InternetFields::services);
    in.number("Total length", 2);
    in.number("Identification", 2, value -> "0x%04x".formatted(value));
    in.number("Flags and fragment offset", 2, InternetFields::fragment);
    in.number("Time to live", 1);
    in.number("Protocol", 1, InternetFields::protocol);
    in.hex("Header checksum", 2);
    String source = in.address("Source", true);
    String destination = in.address("Destination", true);
    in.data("Options", in.left());
    return source + " → " + destination;
  }

  private static String services(long value) {
    String congestion =
        switch ((int) value & 3) {
          case 1 -> ", ECT(1)";
          case 2 -> ", ECT(0)";
          case 3 -> ", congestion experienced";
          default -> "";
        };
    return "DSCP %d%s".formatted(value >> 2, congestion);
  }

  private static String fragment(long value) {
    return ((value & 0x4000) != 0 ? "don't fragment, " : "")
        + ((value & 0x2000) != 0 ? "more fragments, " : "")
        + "offset "
        + (value & 0x1fff) * 8;
  }

  private static String v6(FieldReader in) {
    in.number(
        "Version, traffic class, flow label",
        4,
        value ->
            "%d, %s, 0x%05x"
                .formatted(value >>> 28, services(value >> 20 & 0xff), value & 0xfffff));
    in.number("Payload length", 2);
    in.number("Next header", 1, InternetFields::protocol);
    in.number("Hop limit", 1);
    String source = in.address("Source", false);
    String destination = in.address("Destination", false);
    in.data("Extension headers", in.left());
    return source + " → " + destination;
  }

  private static String icmp(FieldReader in, boolean isV4) {
    long type = in.number("Type", 1);
    long code = in.number("Code", 1);
    in.hex("Checksum", 2);
    in.data("Content", in.left());
    return icmpTitle((int) type, (int) code, isV4);
  }

  static String icmpTitle(int type, int code, boolean isV4) {
    String title = isV4 ? titleV4(type, code) : titleV6(type, code);
    return title.isEmpty() ? "type %d, code %d".formatted(type, code) : title;
  }

  private static String titleV4(int type, int code) {
    return switch (type) {
      case 0 -> "Echo reply";
      case 3 ->
          switch (code) {
            case 0 -> "Destination unreachable (network)";
            case 1 -> "Destination unreachable (host)";
            case 2 -> "Destination unreachable (protocol)";
            case 3 -> "Destination unreachable (port)";
            case 4 -> "Destination unreachable (fragmentation needed)";
            case 9, 10, 13 -> "Destination unreachable (administratively prohibited)";
            default -> "Destination unreachable";
          };
      case 5 -> "Redirect";
      case 8 -> "Echo request";
      case 11 -> "Time exceeded";
      case 12 -> "Parameter problem";
      default -> "";
    };
  }

  private static String titleV6(int type, int code) {
    return switch (type) {
      case 1 ->
          switch (code) {
            case 0 -> "Destination unreachable (no route)";
            case 1 -> "Destination unreachable (administratively prohibited)";
            case 3 -> "Destination unreachable (address)";
            case 4 -> "Destination unreachable (port)";
            default -> "Destination unreachable";
          };
      case 2 -> "Packet too big";
      case 3 -> "Time exceeded";
      case 4 -> "Parameter problem";
      case 128 -> "Echo request";
      case 129 -> "Echo reply";
      case 133 -> "Router solicitation";
      case 134 -> "Router advertisement";
      case 135 -> "Neighbour solicitation";
      case 136 -> "Neighbour advertisement";
      default -> "";
    };
  }
}
