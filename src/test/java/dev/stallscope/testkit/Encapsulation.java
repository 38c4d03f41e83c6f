package dev.stallscope.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Link layers and tunnels around packets, each as one call: {@code ethernet(ip)}. */
public final class Encapsulation {
  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_IPV6 = 0x86dd;

  private Encapsulation() {}

  /** The parts one after the other. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  /** Bytes from hexadecimal digits; white space is for the reader. */
  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  /** The EtherType of an IP packet, by its version. */
  public static int etherType(byte[] ip) {
    return (ip[0] & 0xf0) == 0x60 ? TYPE_IPV6 : TYPE_IPV4;
  }

  public static byte[] ethernet(byte[] ip) {
    return ethernet(etherType(ip), ip);
  }

  public static byte[] ethernet(int etherType, byte[] payload) {
    return join(hex("020000000002 020000000001"), u16(etherType), payload);
  }

  /** What stands behind EtherType 8100 or 88a8: the tag, the inner type, the payload. */
  public static byte[] vlan(int id, int etherType, byte[] payload) {
    return join(u16(id), u16(etherType), payload);
  }

  /** Linux cooked capture, version 1; the packet type is 0 for received, 4 for sent. */
  public static byte[] linuxCooked(int packetType, byte[] ip) {
    return join(u16(packetType), hex("0001 0006 020000000001 0000"), u16(etherType(ip)), ip);
  }

  /** Linux cooked capture, version 2. */
  public static byte[] linuxCooked2(int packetType, byte[] ip) {
    return join(
        u16(etherType(ip)),
        hex("0000 00000002 0001"),
        new byte[] {(byte) packetType, 6},
        hex("020000000001 0000"),
        ip);
  }

  /** A stack of MPLS labels with the bottom bit on the last. */
  public static byte[] mpls(int labels, byte[] payload) {
    ByteBuffer stack = ByteBuffer.allocate(4 * labels);
    for (int i = 1; i <= labels; i++) {
      stack.putInt((16 + i) << 12 | (i == labels ? 0x100 : 0) | 64);
    }
    return join(stack.array(), payload);
  }

  /** GRE without options. */
  public static byte[] gre(int protocol, byte[] payload) {
    return join(u16(0), u16(protocol), payload);
  }

  /** A VXLAN header and an Ethernet frame, to be the payload of UDP port 4789. */
  public static byte[] vxlan(int network, byte[] frame) {
    return join(hex("08000000"), u32(network << 8), frame);
  }

  /** A Geneve header with options, to be the payload of UDP port 6081. */
  public static byte[] geneve(byte[] options, int protocol, byte[] payload) {
    return join(
        new byte[] {(byte) (options.length / 4), 0},
        u16(protocol),
        hex("00000700"),
        options,
        payload);
  }

  /** A PPPoE session header and the PPP protocol number. */
  public static byte[] pppoe(byte[] ip) {
    boolean isV6 = etherType(ip) == TYPE_IPV6;
    return join(hex("1100 0001"), u16(ip.length + 2), u16(isV6 ? 0x57 : 0x21), ip);
  }

  public static byte[] u16(int value) {
    return ByteBuffer.allocate(2).putShort((short) value).array();
  }

  public static byte[] u32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
