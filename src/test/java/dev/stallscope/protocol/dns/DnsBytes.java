package dev.stallscope.protocol.dns;

import dev.stallscope.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes DNS messages for tests. */
public final class DnsBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int answers;
  private int additional;

  private DnsBytes(int id, int flags, int questions) {
    u16(id).u16(flags).u16(questions).u16(0).u16(0).u16(0);
  }

  /** A query with recursion desired. */
  public static DnsBytes query(int id, String name, int type) {
    return new DnsBytes(id, 0x0100, 1).name(name).u16(type).u16(1);
  }

  /** A response with recursion available. */
  public static DnsBytes response(int id, int rcode, String name, int type) {
    return new DnsBytes(id, 0x8180 | rcode, 1).name(name).u16(type).u16(1);
  }

  public static DnsBytes message(int id, int flags, int questions) {
    return new DnsBytes(id, flags, questions);
  }

  public DnsBytes address(int ttl, String address) {
    byte[] bytes = IpAddress.parse(address).toBytes();
    record(bytes.length == 4 ? DnsType.A : DnsType.AAAA, ttl, bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /** An address under another name than the one asked for. */
  public DnsBytes addressOf(String owner, int ttl, String address) {
    byte[] bytes = IpAddress.parse(address).toBytes();
    answers++;
    name(owner).u16(bytes.length == 4 ? DnsType.A : DnsType.AAAA).u16(1);
    u16(ttl >> 16).u16(ttl).u16(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  public DnsBytes alias(String owner, int ttl, String target) {
    answers++;
    name(owner).u16(DnsType.CNAME).u16(1).u16(ttl >> 16).u16(ttl).u16(target.length() + 2);
    return name(target);
  }

  public DnsBytes edns(int payloadBytes, int extendedRcode) {
    additional++;
    out.write(0);
    return u16(DnsType.OPT).u16(payloadBytes).u16(extendedRcode << 8).u16(0).u16(0);
  }

  private void record(int type, int ttl, int length) {
    answers++;
    u16(0xc00c).u16(type).u16(1).u16(ttl >> 16).u16(ttl).u16(length);
  }

  public DnsBytes name(String name) {
    for (String label : name.isEmpty() ? new String[0] : name.split("\\.")) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
    }
    out.write(0);
    return this;
  }

  public DnsBytes u16(int value) {
    out.write(value >> 8);
    out.write(value);
    return this;
  }

  public byte[] bytes() {
    byte[] bytes = out.toByteArray();
    bytes[7] = (byte) answers;
    bytes[11] = (byte) additional;
    return bytes;
  }

  /** The message behind its length, as over TCP. */
  public byte[] framed() {
    byte[] message = bytes();
    byte[] framed = new byte[message.length + 2];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    return framed;
  }
}
