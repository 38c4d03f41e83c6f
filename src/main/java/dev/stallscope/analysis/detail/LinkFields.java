package dev.stallscope.analysis.detail;

import dev.stallscope.packet.Layer;
import java.util.Locale;

/** The fields of link headers and tunnels. */
final class LinkFields {
  private LinkFields() {}

  /**
   * A header whose fields are described here, or its bytes where they are not.
   *
   * @param size of the header, up to where the next begins
   */
  static PacketField read(Layer layer, byte[] bytes, int from, int size) {
    FieldReader in = new FieldReader(bytes, from, from + size);
    String value =
        switch (layer) {
          case ETHERNET -> ethernet(in);
          case VLAN -> vlan(in);
          case LINUX_COOKED -> cooked(in);
          case LINUX_COOKED_2 -> cookedVersion2(in);
          case MPLS -> mpls(in);
          case GRE -> gre(in);
          case VXLAN, VXLAN_GPE -> vxlan(in);
          case GENEVE -> geneve(in);
          case GTP -> gtp(in);
          default -> "";
        };
    in.data("More", in.left());
    return new PacketField(title(layer), value, from, size, in.fields());
  }

  static String title(Layer layer) {
    return switch (layer) {
      case ETHERNET -> "Ethernet";
      case LLC -> "Logical link control";
      case VLAN -> "VLAN tag (802.1Q)";
      case E_TAG -> "E-tag (802.1BR)";
      case CISCO_METADATA -> "Cisco metadata";
      case LINUX_COOKED -> "Linux cooked capture";
      case LINUX_COOKED_2 -> "Linux cooked capture, version 2";
      case LOOPBACK -> "Loopback";
      case PKTAP -> "Packet tap of macOS";
      case PPI -> "Per-packet information";
      case RADIOTAP -> "Radiotap";
      case WIFI -> "IEEE 802.11";
      case VXLAN_GPE -> "VXLAN-GPE";
      case GENEVE -> "Geneve";
      case GTP -> "GTP-U";
      case ERSPAN_2 -> "ERSPAN type II";
      case ERSPAN_3 -> "ERSPAN type III";
      case AUTHENTICATION -> "IP authentication header";
      default -> layer.name().replace('_', ' ').toUpperCase(Locale.ROOT);
    };
  }

  private static String etherType(long type) {
    String name =
        switch ((int) type) {
          case 0x0800 -> " IPv4";
          case 0x0806 -> " ARP";
          case 0x86dd -> " IPv6";
          case 0x8100, 0x88a8, 0x9100, 0x9200 -> " VLAN";
          case 0x8847, 0x8848 -> " MPLS";
          case 0x8863, 0x8864 -> " PPPoE";
          case 0x6558 -> " Ethernet";
          default -> "";
        };
    return "0x%04x%s".formatted(type, name);
  }

  private static String ethernet(FieldReader in) {
    in.hardwareAddress("Destination");
    in.hardwareAddress("Source");
    in.number("Type", 2, LinkFields::etherType);
    return "";
  }

  private static String vlan(FieldReader in) {
    long tag =
        in.number("Tag", 2, value -> "priority %d, VLAN %d".formatted(value >> 13, value & 0xfff));
    in.number("Type", 2, LinkFields::etherType);
    return "VLAN " + (tag & 0xfff);
  }

  private static String packetType(long type) {
    return switch ((int) type) {
      case 0 -> "0 to this host";
      case 1 -> "1 broadcast";
      case 2 -> "2 multicast";
      case 3 -> "3 to another host";
      case 4 -> "4 sent by this host";
      default -> Long.toString(type);
    };
  }

  private static String cooked(FieldReader in) {
    in.number("Packet type", 2, LinkFields::packetType);
    in.number("Hardware type", 2);
    in.number("Address length", 2);
    in.data("Address", 8);
    in.number("Protocol", 2, LinkFields::etherType);
    return "";
  }

  private static String cookedVersion2(FieldReader in) {
    in.number("Protocol", 2, LinkFields::etherType);
    in.data("Reserved", 2);
    in.number("Interface", 4);
    in.number("Hardware type", 2);
    in.number("Packet type", 1, LinkFields::packetType);
    in.number("Address length", 1);
    in.data("Address", 8);
    return "";
  }

  private static String mpls(FieldReader in) {
    boolean isBottom = false;
    while (!isBottom && in.left() >= 4) {
      long entry =
          in.number(
              "Label",
              4,
              value -> "%d, class %d, TTL %d".formatted(value >> 12, value >> 9 & 7, value & 0xff));
      isBottom = (entry & 0x100) != 0;
    }
    return "";
  }

  private static String gre(FieldReader in) {
    in.hex("Flags and version", 2);
    in.number("Protocol", 2, LinkFields::etherType);
    return "";
  }

  private static String vxlan(FieldReader in) {
    in.hex("Flags", 1);
    in.data("Reserved", 3);
    long network = in.number("Network identifier", 3);
    in.data("Reserved", 1);
    return "network " + network;
  }

  private static String geneve(FieldReader in) {
    in.number("Version and options length", 1);
    in.hex("Flags", 1);
    in.number("Protocol", 2, LinkFields::etherType);
    long network = in.number("Network identifier", 3);
    in.data("Reserved", 1);
    in.data("Options", in.left());
    return "network " + network;
  }

  private static String gtp(FieldReader in) {
    in.hex("Flags", 1);
    in.number("Message type", 1);
    in.number("Length", 2);
    in.hex("Tunnel endpoint", 4);
    return "";
  }
}
