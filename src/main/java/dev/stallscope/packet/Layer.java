package dev.stallscope.packet;

/** The kinds of header a packet is made of; each header names the one that follows it. */
enum Layer {
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

  /** First header of a frame, by the LINKTYPE_ values registered with the tcpdump group. */
  static Layer ofLinkType(int linkType) {
    return switch (linkType) {
      case 1 -> ETHERNET;
      case 0, 108 -> LOOPBACK;
      case 9, 50 -> PPP;
      case 51 -> PPPOE;
      // 12 and 14 are DLT_RAW of two families of systems, found in files although 101 is the number
      case 12, 14, 101 -> IP;
      case 104 -> HDLC;
      case 105 -> WIFI;
      case 113 -> LINUX_COOKED;
      case 127 -> RADIOTAP;
      case 192 -> PPI;
      case 228 -> IPV4;
      case 229 -> IPV6;
      case 239 -> NFLOG;
      case 258 -> PKTAP;
      case 276 -> LINUX_COOKED_2;
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
