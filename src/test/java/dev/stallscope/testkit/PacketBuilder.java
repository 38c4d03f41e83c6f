package dev.stallscope.testkit;

import dev.stallscope.net.IpAddress;
import dev.stallscope.packet.TcpFlags;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds one IP packet with right lengths and checksums. Immutable: each method returns another
 * builder. {@link #ip()} gives the IP packet, {@link #ethernet()} a frame; other link layers and
 * tunnels are put around either by {@link Encapsulation}.
 */
public final class PacketBuilder {
  private static final int PROTOCOL_ICMP = 1;
  private static final int PROTOCOL_TCP = 6;
  private static final int PROTOCOL_UDP = 17;
  private static final int PROTOCOL_ICMPV6 = 58;
  private static final int DONT_FRAGMENT = 0x4000;

  private final IpAddress source;
  private final IpAddress destination;
  private final int protocol;
  private int sourcePort;
  private int destinationPort;
  private int sequence;
  private int acknowledgment;
  private int flags;
  private int window = 65535;
  private byte[] options = {};
  private byte[] payload = {};
  private int ttl = 64;
  private int id = 1;
  private int fragment = DONT_FRAGMENT;
  private int ipLength = -1;
  private int udpLength = -1;
  private byte[] ipOptions = {};
  private int icmpType;
  private int icmpCode;

  /** Whether the payload is all there is behind the IP header. */
  private boolean isBare;

  private PacketBuilder(String source, String destination, int protocol) {
    this.source = IpAddress.parse(source);
    this.destination = IpAddress.parse(destination);
    this.protocol = protocol;
  }

  private PacketBuilder(PacketBuilder that) {
    source = that.source;
    destination = that.destination;
    protocol = that.protocol;
    sourcePort = that.sourcePort;
    destinationPort = that.destinationPort;
    sequence = that.sequence;
    acknowledgment = that.acknowledgment;
    flags = that.flags;
    window = that.window;
    options = that.options;
    payload = that.payload;
    ttl = that.ttl;
    id = that.id;
    fragment = that.fragment;
    ipLength = that.ipLength;
    udpLength = that.udpLength;
    ipOptions = that.ipOptions;
    icmpType = that.icmpType;
    icmpCode = that.icmpCode;
    isBare = that.isBare;
  }

  /** A TCP segment between IPv4 or IPv6 addresses; at first an ACK without payload. */
  public static PacketBuilder tcp(String source, int sourcePort, String destination, int port) {
    return new PacketBuilder(source, destination, PROTOCOL_TCP)
        .ports(sourcePort, port)
        .flags(TcpFlags.ACK);
  }

  public static PacketBuilder udp(String source, int sourcePort, String destination, int port) {
    return new PacketBuilder(source, destination, PROTOCOL_UDP).ports(sourcePort, port);
  }

  /** An ICMP or ICMPv6 error that quotes an IP packet, or the beginning of one. */
  public static PacketBuilder icmpError(
      String source, String destination, int type, int code, byte[] quoted) {
    int protocol = IpAddress.parse(source).isV4() ? PROTOCOL_ICMP : PROTOCOL_ICMPV6;
    PacketBuilder next = new PacketBuilder(source, destination, protocol).payload(quoted);
    next.icmpType = type;
    next.icmpCode = code;
    return next;
  }

  /** An IP packet of any protocol, whose payload is given as it stands. */
  public static PacketBuilder ofProtocol(String source, String destination, int protocol) {
    PacketBuilder next = new PacketBuilder(source, destination, protocol);
    next.isBare = true;
    return next;
  }

  private PacketBuilder ports(int sourcePort, int destinationPort) {
    PacketBuilder next = new PacketBuilder(this);
    next.sourcePort = sourcePort;
    next.destinationPort = destinationPort;
    return next;
  }

  public PacketBuilder sequence(long sequence) {
    PacketBuilder next = new PacketBuilder(this);
    next.sequence = (int) sequence;
    return next;
  }

  public PacketBuilder acknowledgment(long acknowledgment) {
    PacketBuilder next = new PacketBuilder(this);
    next.acknowledgment = (int) acknowledgment;
    return next;
  }

  /** Bits of {@link TcpFlags}, replacing those there. */
  public PacketBuilder flags(int flags) {
    PacketBuilder next = new PacketBuilder(this);
    next.flags = flags;
    return next;
  }

  /** The window field, unscaled. */
  public PacketBuilder window(int window) {
    PacketBuilder next = new PacketBuilder(this);
    next.window = window;
    return next;
  }

  public PacketBuilder mss(int mss) {
    return option(2, mss >> 8, mss);
  }

  public PacketBuilder windowScale(int shift) {
    return option(3, shift);
  }

  public PacketBuilder sackPermitted() {
    return option(4);
  }

  /** SACK blocks as pairs of left and right edge. */
  public PacketBuilder sack(long... edges) {
    ByteBuffer data = ByteBuffer.allocate(edges.length * 4);
    for (long edge : edges) {
      data.putInt((int) edge);
    }
    return option(5, data.array());
  }

  public PacketBuilder timestamps(long value, long echo) {
    return option(8, ByteBuffer.allocate(8).putInt((int) value).putInt((int) echo).array());
  }

  /** Any TCP option by its kind and the bytes after its length. */
  public PacketBuilder option(int kind, int... data) {
    byte[] bytes = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      bytes[i] = (byte) data[i];
    }
    return option(kind, bytes);
  }

  private PacketBuilder option(int kind, byte[] data) {
    byte[] head = {(byte) kind, (byte) (data.length + 2)};
    return rawOptions(Encapsulation.join(options, head, data));
  }

  /** TCP options byte by byte; padded to a multiple of four with end-of-list. */
  public PacketBuilder rawOptions(byte[] bytes) {
    PacketBuilder next = new PacketBuilder(this);
    next.options = bytes.clone();
    return next;
  }

  public PacketBuilder payload(byte[] payload) {
    PacketBuilder next = new PacketBuilder(this);
    next.payload = payload.clone();
    return next;
  }

  /** The payload as text, one byte for each character. */
  public PacketBuilder payload(String payload) {
    return payload(payload.getBytes(StandardCharsets.ISO_8859_1));
  }

  public PacketBuilder ttl(int ttl) {
    PacketBuilder next = new PacketBuilder(this);
    next.ttl = ttl;
    return next;
  }

  /** IPv4 identification. */
  public PacketBuilder id(int id) {
    PacketBuilder next = new PacketBuilder(this);
    next.id = id;
    return next;
  }

  /** The flags and the fragment offset of IPv4, as they stand in the header. */
  public PacketBuilder fragmentField(int field) {
    PacketBuilder next = new PacketBuilder(this);
    next.fragment = field;
    return next;
  }

  /** IPv4 options; a multiple of four bytes. */
  public PacketBuilder ipOptions(byte[] bytes) {
    PacketBuilder next = new PacketBuilder(this);
    next.ipOptions = bytes.clone();
    return next;
  }

  /** A length for the IP header (total for IPv4, payload for IPv6) that need not be right. */
  public PacketBuilder ipLength(int length) {
    PacketBuilder next = new PacketBuilder(this);
    next.ipLength = length;
    return next;
  }

  /** A length for the UDP header that need not be right. */
  public PacketBuilder udpLength(int length) {
    PacketBuilder next = new PacketBuilder(this);
    next.udpLength = length;
    return next;
  }

  /** The packet in an Ethernet frame, padded to 60 bytes as network cards do. */
  public byte[] ethernet() {
    byte[] frame = Encapsulation.ethernet(ip());
    return Arrays.copyOf(frame, Math.max(60, frame.length));
  }

  /** The packet from its IP header on. */
  public byte[] ip() {
    byte[] transport = transport();
    return source.isV4() ? ipv4(transport) : ipv6(transport);
  }

  /** The transport header with its payload. */
  public byte[] transport() {
    if (isBare) {
      return payload.clone();
    }
    return switch (protocol) {
      case PROTOCOL_TCP -> withChecksum(tcpSegment(), 16);
      case PROTOCOL_UDP -> withChecksum(udpDatagram(), 6);
      case PROTOCOL_ICMP -> {
        byte[] message = icmpMessage();
        ByteBuffer.wrap(message).putShort(2, (short) InternetChecksum.of(message));
        yield message;
      }
      case PROTOCOL_ICMPV6 -> withChecksum(icmpMessage(), 2);
      default -> throw new IllegalStateException("no header for protocol " + protocol);
    };
  }

  private byte[] tcpSegment() {
    byte[] padded = Arrays.copyOf(options, options.length + 3 & ~3);
    int headerBytes = 20 + padded.length;
    if (headerBytes > 60) {
      throw new IllegalArgumentException("options too long: " + options.length);
    }
    return ByteBuffer.allocate(headerBytes + payload.length)
        .putShort((short) sourcePort)
        .putShort((short) destinationPort)
        .putInt(sequence)
        .putInt(acknowledgment)
        .put((byte) (headerBytes / 4 << 4))
        .put((byte) flags)
        .putShort((short) window)
        .putInt(0)
        .put(padded)
        .put(payload)
        .array();
  }

  private byte[] udpDatagram() {
    int length = udpLength >= 0 ? udpLength : 8 + payload.length;
    return ByteBuffer.allocate(8 + payload.length)
        .putShort((short) sourcePort)
        .putShort((short) destinationPort)
        .putShort((short) length)
        .putShort((short) 0)
        .put(payload)
        .array();
  }

  private byte[] icmpMessage() {
    return ByteBuffer.allocate(8 + payload.length)
        .put((byte) icmpType)
        .put((byte) icmpCode)
        .putShort((short) 0)
        .putInt(0)
        .put(payload)
        .array();
  }

  private byte[] withChecksum(byte[] segment, int at) {
    int checksum = InternetChecksum.ofTransport(source, destination, protocol, segment);
    // RFC 768: a UDP checksum of 0 means none, so one that is 0 is sent as all ones.
    ByteBuffer.wrap(segment).putShort(at, (short) (checksum == 0 ? 0xffff : checksum));
    return segment;
  }

  private byte[] ipv4(byte[] transport) {
    ByteBuffer header = ByteBuffer.allocate(20 + ipOptions.length);
    int total = ipLength >= 0 ? ipLength : header.capacity() + transport.length;
    header
        .put((byte) (0x40 | header.capacity() / 4))
        .put((byte) 0)
        .putShort((short) total)
        .putShort((short) id)
        .putShort((short) fragment)
        .put((byte) ttl)
        .put((byte) protocol)
        .putShort((short) 0)
        .put(source.toBytes())
        .put(destination.toBytes())
        .put(ipOptions);
    header.putShort(10, (short) InternetChecksum.of(header.array()));
    return Encapsulation.join(header.array(), transport);
  }

  private byte[] ipv6(byte[] transport) {
    ByteBuffer header =
        ByteBuffer.allocate(40)
            .putInt(0x6000_0000)
            .putShort((short) (ipLength >= 0 ? ipLength : transport.length))
            .put((byte) protocol)
            .put((byte) ttl)
            .put(source.toBytes())
            .put(destination.toBytes());
    return Encapsulation.join(header.array(), transport);
  }
}
