package dev.stallscope.packet;

import dev.stallscope.capture.LinkType;

/** The kinds of header a packet is made of; each header names the one that follows it. */
public enum Layer {
  ETHERNET,
  LLC,
  VLAN,
  E_TAG,
  CISCO_METADATA,
  LINUX_COOKED,
  LINUX_COOKED_2,
  LOOPBACK,
  PPP,
  PPPOE,
  HDLC,
  NFLOG,
  PKTAP,
  PPI,
  RADIOTAP,
  WIFI,
  MPLS,
  GRE,
  ERSPAN_2,
  ERSPAN_3,
  VXLAN,
  VXLAN_GPE,
  GENEVE,
  GTP,
  /** IPv4 or IPv6, as its first four bits say. */
  IP,
  IPV4,
  IPV6,
  AUTHENTICATION,
  ICMP,
  ICMPV6,
  TCP,
  UDP,
  /** Nothing follows that is read here. */
  END;

  private static final int LINKTYPE_C_HDLC = 104;
  private static final int LINKTYPE_PPI = 192;
  private static final int LINKTYPE_NFLOG = 239;
  private static final int LINKTYPE_PKTAP = 258;

  /** First header of a frame, by the LINKTYPE_ values registered with the tcpdump group. */
  static Layer ofLinkType(int linkType) {
    return switch (linkType) {
      case LinkType.ETHERNET -> ETHERNET;
      case LinkType.NULL, LinkType.LOOP -> LOOPBACK;
      case LinkType.PPP, LinkType.PPP_HDLC -> PPP;
      case LinkType.PPP_ETHERNET -> PPPOE;
      case LinkType.RAW_BSD, LinkType.RAW_OPENBSD, LinkType.RAW -> IP;
      case LINKTYPE_C_HDLC -> HDLC;
      case LinkType.IEEE802_11 -> WIFI;
      case LinkType.LINUX_SLL -> LINUX_COOKED;
      case LinkType.IEEE802_11_RADIOTAP -> RADIOTAP;
      case LINKTYPE_PPI -> PPI;
      case LinkType.IPV4 -> IPV4;
      case LinkType.IPV6 -> IPV6;
      case LINKTYPE_NFLOG -> NFLOG;
      case LINKTYPE_PKTAP -> PKTAP;
      case LinkType.LINUX_SLL2 -> LINUX_COOKED_2;
      default -> END;
    };
  }

  /** What an EtherType announces; GRE, Geneve and others use the same numbers. */
  static Layer ofEtherType(int etherType) {
    return switch (etherType) {
      case 0x0800 -> IPV4;
      case 0x86dd -> IPV6;
      case 0x8100, 0x88a8, 0x9100, 0x9200 -> VLAN;
      case 0x893f -> E_TAG;
      case 0x8909 -> CISCO_METADATA;
      case 0x8847, 0x8848 -> MPLS;
      case 0x8864 -> PPPOE;
      case 0x880b -> PPP;
      case 0x6558 -> ETHERNET;
      default -> END;
    };
  }

  /** What an IP protocol number announces. */
  static Layer ofProtocol(int protocol) {
    return switch (protocol) {
      case 1 -> ICMP;
      case 4 -> IPV4;
      case 6 -> TCP;
      case 17 -> UDP;
      case 41 -> IPV6;
      case 47 -> GRE;
      case 51 -> AUTHENTICATION;
      case 58 -> ICMPV6;
      case 137 -> MPLS;
      default -> END;
    };
  }
}
