package dev.stallscope.packet;

/**
 * BSD loopback: the address family in four bytes, in the order of the capturing host
 * (LINKTYPE_NULL) or of the network (LINKTYPE_LOOP).
 *
 * <p>A family is a small number, so the half of the word that holds it tells the order. IPv4 is 2
 * everywhere; IPv6 is 10 on Linux, 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on macOS.
 *
 * <p>Some drivers write something else before an EtherType; both halves are above zero then.
 */
final class LoopbackHeader {
  private static final int BYTES = 4;

  private LoopbackHeader() {}

  static Layer read(LayerBytes in) {
    if (in.lacks(BYTES, "loopback")) {
      return Layer.END;
    }
    int family = in.u16(0) == 0 ? in.i32(0) : in.i32Le(0);
    int etherType = in.u16(2);
    in.skip(BYTES);
    return switch (family) {
      case 2 -> Layer.IPV4;
      case 10, 24, 28, 30 -> Layer.IPV6;
      default -> Layer.ofEtherType(etherType);
    };
  }
}
