package dev.stallscope.capture;

/** LINKTYPE_ values as registered with the tcpdump group, those that can be decoded. */
public final class LinkType {
  public static final int NULL = 0;
  public static final int ETHERNET = 1;
  public static final int PPP = 9;
  public static final int RAW_BSD = 12;
  public static final int RAW_OPENBSD = 14;
  public static final int PPP_HDLC = 50;
  public static final int PPP_ETHERNET = 51;
  public static final int RAW = 101;
  public static final int IEEE802_11 = 105;
  public static final int LOOP = 108;
  public static final int LINUX_SLL = 113;
  public static final int IEEE802_11_RADIOTAP = 127;
  public static final int IPV4 = 228;
  public static final int IPV6 = 229;
  public static final int LINUX_SLL2 = 276;

  private LinkType() {}

  /** The name a person knows. */
  public static String title(int linkType) {
    return switch (linkType) {
      case NULL, LOOP -> "loopback";
      case ETHERNET -> "Ethernet";
      case PPP, PPP_HDLC -> "PPP";
      case PPP_ETHERNET -> "PPPoE";
      case RAW_BSD, RAW_OPENBSD, RAW, IPV4, IPV6 -> "raw IP";
      case IEEE802_11, IEEE802_11_RADIOTAP -> "Wi-Fi";
      case LINUX_SLL, LINUX_SLL2 -> "Linux cooked";
      default -> "link type " + linkType;
    };
  }
}
