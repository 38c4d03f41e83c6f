package dev.stallscope.testkit;

import dev.stallscope.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** DNS messages for scenarios: one question, and answers as a recursive server gives them. */
public final class DnsBytes {
  private static final Map<String, Integer> TYPES =
      Map.of(
          "A", 1, "NS", 2, "CNAME", 5, "SOA", 6, "PTR", 12, "MX", 15, "TXT", 16, "AAAA", 28, "SRV",
          33, "HTTPS", 65);
  private static final List<String> CODES =
      List.of("NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED");
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int RESPONSE = 0x8000;
  private static final int TRUNCATED = 0x0200;

  private DnsBytes() {}

  public static byte[] query(int id, String type, String name) {
    return Encapsulation.join(header(id, RECURSION_DESIRED, 0), question(type, name));
  }

  /** A query as a resolver puts it to the server of a zone: it wants no recursion. */
  public static byte[] iterativeQuery(int id, String type, String name) {
    return Encapsulation.join(header(id, 0, 0), question(type, name));
  }

  /**
   * An answer with the question repeated.
   *
   * @param code NOERROR, NXDOMAIN, SERVFAIL ...
   * @param aliases names of a CNAME chain from the name asked for, in order
   * @param addresses A or AAAA records of the last of them
   */
  public static byte[] answer(
      int id,
      String type,
      String name,
      String code,
      boolean isTruncated,
      int ttlSeconds,
      List<String> aliases,
      List<String> addresses) {
    int responseCode = CODES.indexOf(code);
    if (responseCode < 0) {
      throw new IllegalArgumentException("no response code: " + code);
    }
    int flags =
        RESPONSE
            | RECURSION_DESIRED
            | RECURSION_AVAILABLE
            | (isTruncated ? TRUNCATED : 0)
            | responseCode;
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(header(id, flags, aliases.size() + addresses.size()));
    message.writeBytes(question(type, name));
    String owner = name;
    for (String alias : aliases) {
      message.writeBytes(record(owner, "CNAME", ttlSeconds, name(alias)));
      owner = alias;
    }
    for (String text : addresses) {
      IpAddress address = IpAddress.parse(text);
      message.writeBytes(
          record(owner, address.isV4() ? "A" : "AAAA", ttlSeconds, address.toBytes()));
    }
    return message.toByteArray();
  }

  private static byte[] header(int id, int flags, int answers) {
    return Encapsulation.join(
        Encapsulation.u16(id),
        Encapsulation.u16(flags),
        Encapsulation.u16(1),
        Encapsulation.u16(answers),
        Encapsulation.u32(0));
  }

  private static byte[] question(String type, String name) {
    return Encapsulation.join(name(name), type(type), Encapsulation.u16(1));
  }

  private static byte[] record(String owner, String type, int ttlSeconds, byte[] data) {
    return Encapsulation.join(
        name(owner),
        type(type),
        Encapsulation.u16(1),
        Encapsulation.u32(ttlSeconds),
        Encapsulation.u16(data.length),
        data);
  }

  private static byte[] type(String type) {
    Integer number = TYPES.get(type);
    if (number == null) {
      throw new IllegalArgumentException("no record type: " + type);
    }
    return Encapsulation.u16(number);
  }

  private static byte[] name(String name) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String label : name.split("\\.")) {
      byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
      bytes.write(text.length);
      bytes.writeBytes(text);
    }
    bytes.write(0);
    return bytes.toByteArray();
  }
}
