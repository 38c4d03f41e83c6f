package dev.stallscope.testkit;

import dev.stallscope.net.IpAddress;
import java.nio.ByteBuffer;

/** The ones' complement sum of RFC 1071, over headers and over the pseudo header of a transport. */
final class InternetChecksum {
  private InternetChecksum() {}

  static int of(byte[] bytes) {
    return ~fold(sum(bytes, 0)) & 0xffff;
  }

  /** Of a TCP, UDP or ICMPv6 packet, with the addresses that carry it. */
  static int ofTransport(IpAddress source, IpAddress destination, int protocol, byte[] segment) {
    byte[] from = source.toBytes();
    byte[] to = destination.toBytes();
    ByteBuffer pseudo = ByteBuffer.allocate(from.length + to.length + 8);
    pseudo.put(from).put(to).putInt(segment.length).putInt(protocol);
    return ~fold(sum(segment, sum(pseudo.array(), 0))) & 0xffff;
  }

  private static long sum(byte[] bytes, long start) {
    long sum = start;
    for (int i = 0; i < bytes.length; i++) {
      sum += (bytes[i] & 0xffL) << (i % 2 == 0 ? 8 : 0);
    }
    return sum;
  }

  private static int fold(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return (int) folded;
  }
}
