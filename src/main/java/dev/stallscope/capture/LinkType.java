package dev.stallscope.capture;

/**
 * LINKTYPE_ values as registered with the tcpdump group (tcpdump.org/linktypes.html): those that
 * can be decoded, and those that people capture all the same and should see named.
 */
public final class LinkType {
  public static final int NULL = 0;
  public static final int ETHERNET = 1;
  public static final int TOKEN_RING = 6;
  public static final int PPP = 9;
  public static final int FDDI = 10;

  /** Raw IP in files that hold a BSD's own number instead of the registered one. */
  public static final int RAW_BSD = 12;

  /** Raw IP in files of OpenBSD. */
  public static final int RAW_OPENBSD = 14;

  public static final int PPP_HDLC = 50;
  public static final int PPP_ETHERNET = 51;
  public static final int RAW = 101;
  public static final int CISCO_HDLC = 104;
  public static final int IEEE802_11 = 105;
  public static final int FRAME_RELAY = 107;
  public static final int LOOP = 108;
  public static final int LINUX_SLL = 113;
  public static final int PFLOG = 117;
  public static final int IEEE802_11_PRISM = 119;
  public static final int IEEE802_11_RADIOTAP = 127;
  public static final int USER0 = 147;
  public static final int USER15 = 162;
  public static final int IEEE802_11_AVS = 163;
  public static final int PPI = 192;
  public static final int USB_LINUX = 220;
  public static final int CAN_SOCKETCAN = 227;
  public static final int IPV4 = 228;
  public static final int IPV6 = 229;
  public static final int DBUS = 231;
  public static final int NFLOG = 239;
  public static final int USB_PCAP = 249;
  public static final int UPPER_PDU = 252;
  public static final int NETLINK = 253;
  public static final int BLUETOOTH_LINUX_MONITOR = 254;
  public static final int LINUX_SLL2 = 276;

  private LinkType() {}

  /** The name a person knows. */
  public static String title(int linkType) {
    return switch (linkType) {
      case NULL, LOOP -> "loopback";
      case ETHERNET -> "Ethernet";
      case TOKEN_RING -> "Token Ring";
      case PPP, PPP_HDLC -> "PPP";
      case FDDI -> "FDDI";
      case PPP_ETHERNET -> "PPPoE";
      case RAW_BSD, RAW_OPENBSD, RAW, IPV4, IPV6 -> "raw IP";
      case CISCO_HDLC -> "Cisco HDLC";
      case FRAME_RELAY -> "Frame Relay";
      case IEEE802_11, IEEE802_11_PRISM, IEEE802_11_RADIOTAP, IEEE802_11_AVS, PPI -> "Wi-Fi";
      case LINUX_SLL, LINUX_SLL2 -> "Linux cooked";
      case PFLOG, NFLOG -> "firewall log";
      case USB_LINUX, USB_PCAP -> "USB";
      case CAN_SOCKETCAN -> "CAN bus";
      case DBUS -> "D-Bus";
      case UPPER_PDU -> "exported protocol data";
      case NETLINK -> "netlink";
      case BLUETOOTH_LINUX_MONITOR -> "Bluetooth";
      default ->
          linkType >= USER0 && linkType <= USER15
              ? "user-defined link type " + (linkType - USER0)
              : "link type " + linkType;
    };
  }
}
