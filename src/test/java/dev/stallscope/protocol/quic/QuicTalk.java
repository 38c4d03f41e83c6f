package dev.stallscope.protocol.quic;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.testkit.PacketBuilder;
import dev.stallscope.testkit.PcapBytes;
import dev.stallscope.testkit.TimedPacket;
import dev.stallscope.time.Nanos;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Datagrams of two endpoints, written packet by packet. Ids: the client's c1, the server's 51. */
public final class QuicTalk {
  public static final byte[] FIRST_ID = HexFormat.of().parseHex("8394c8f03e515708");
  public static final byte[] CLIENT_ID = HexFormat.of().parseHex("c1c1c1c1");
  public static final byte[] SERVER_ID = HexFormat.of().parseHex("5151515151");
  public static final int SUITE = 0x1301;

  private static final int FIRST_BYTES = 1162;

  private final QuicVersion version;
  private final PacketSealer client;
  private final PacketSealer server;
  private final PacketSealer unread;

  public QuicTalk(QuicVersion version) {
    this(version, FIRST_ID);
  }

  public QuicTalk(QuicVersion version, byte[] first) {
    this.version = version;
    client = PacketSealer.initial(version, first, true);
    server = PacketSealer.initial(version, first, false);
    unread = PacketSealer.of(version, SUITE, new byte[32]);
  }

  /** The same endpoints after the client was told to begin again with another id. */
  public QuicTalk from(byte[] first) {
    return new QuicTalk(version, first);
  }

  private int type(int ofVersion1) {
    return version.equals(QuicVersion.V2) ? ofVersion1 + 1 & 3 : ofVersion1;
  }

  /** A client's Initial, filled up as the first one has to be. */
  public byte[] clientInitial(byte[] destination, long number, byte[]... frames) {
    byte[] contents = Arrays.copyOf(join(frames), FIRST_BYTES);
    return client.longPacket(type(0), destination, CLIENT_ID, number, contents);
  }

  public byte[] serverInitial(long number, byte[]... frames) {
    return server.longPacket(type(0), CLIENT_ID, SERVER_ID, number, join(frames));
  }

  public byte[] clientHandshake(long number, byte[]... frames) {
    return unread.longPacket(type(2), SERVER_ID, CLIENT_ID, number, atLeast(join(frames)));
  }

  public byte[] serverHandshake(long number, byte[]... frames) {
    return unread.longPacket(type(2), CLIENT_ID, SERVER_ID, number, atLeast(join(frames)));
  }

  public byte[] earlyData(long number, byte[]... frames) {
    return unread.longPacket(type(1), FIRST_ID, CLIENT_ID, number, atLeast(join(frames)));
  }

  public byte[] clientShort(boolean spin, long number, byte[]... frames) {
    return unread.shortPacket(SERVER_ID, spin, false, number, atLeast(join(frames)));
  }

  public byte[] serverShort(boolean spin, long number, byte[]... frames) {
    return unread.shortPacket(CLIENT_ID, spin, false, number, atLeast(join(frames)));
  }

  public byte[] retry(byte[] source) {
    byte[] header = HexFormat.of().parseHex(version.equals(QuicVersion.V2) ? "c0" : "f0");
    return join(
        header,
        ByteBuffer.allocate(4).putInt(version.code()).array(),
        new byte[] {(byte) CLIENT_ID.length},
        CLIENT_ID,
        new byte[] {(byte) source.length},
        source,
        "token".getBytes(StandardCharsets.US_ASCII),
        new byte[16]);
  }

  public static byte[] versionNegotiation(byte[] source, int... versions) {
    ByteBuffer list = ByteBuffer.allocate(4 * versions.length);
    for (int one : versions) {
      list.putInt(one);
    }
    return join(
        new byte[] {(byte) 0x80, 0, 0, 0, 0, (byte) CLIENT_ID.length},
        CLIENT_ID,
        new byte[] {(byte) source.length},
        source,
        list.array());
  }

  /** A whole handshake of 40 ms, and a packet of data each way. */
  public Conversation handshake() {
    return Conversation.with(new QuicDecoder(), 443)
        .client(0, clientInitial(FIRST_ID, 0, crypto(0, clientHello("example.org"))))
        .server(
            Nanos.ofMillis(20),
            join(
                serverInitial(0, ack(0), crypto(0, serverHello())),
                serverHandshake(0, new byte[900])))
        .client(
            Nanos.ofMillis(40),
            join(
                clientInitial(SERVER_ID, 1, ack(0)),
                clientHandshake(0, new byte[60]),
                clientShort(false, 0, new byte[40])))
        .server(Nanos.ofMillis(60), serverShort(false, 0, new byte[300]));
  }

  /** Lengths below 64 and offsets below 16384 only. */
  public static byte[] crypto(int offset, byte[] bytes) {
    return join(new byte[] {6}, varint(offset), varint(bytes.length), bytes);
  }

  public static byte[] ack(int largest) {
    return new byte[] {2, (byte) largest, 0, 0, (byte) largest};
  }

  /** An ACK of that packet and of none before it. */
  public static byte[] ackOnly(int number) {
    return new byte[] {2, (byte) number, 0, 0, 0};
  }

  public static byte[] close(int code) {
    return join(new byte[] {0x1c}, varint(code), new byte[] {0, 0});
  }

  public static byte[] varint(int value) {
    return value < 64
        ? new byte[] {(byte) value}
        : ByteBuffer.allocate(4).putInt(0x8000_0000 | value).array();
  }

  /** A ClientHello that offers h3 to a server with a name. */
  public static byte[] clientHello(String name) {
    byte[] host = name.getBytes(StandardCharsets.US_ASCII);
    byte[] sni =
        join(
            u16(0),
            u16(host.length + 5),
            u16(host.length + 3),
            new byte[] {0},
            u16(host.length),
            host);
    byte[] alpn = HexFormat.of().parseHex("0010000500030268" + "33");
    byte[] versions = HexFormat.of().parseHex("002b0003020304");
    byte[] extensions = join(sni, alpn, versions);
    byte[] body =
        join(
            u16(0x0303),
            new byte[32],
            new byte[] {0},
            u16(2),
            u16(SUITE),
            new byte[] {1, 0},
            u16(extensions.length),
            extensions);
    return message(1, body);
  }

  public static byte[] serverHello() {
    return serverHello(SUITE);
  }

  public static byte[] serverHello(int suite) {
    byte[] versions = HexFormat.of().parseHex("002b00020304");
    return message(
        2,
        join(
            u16(0x0303),
            new byte[32],
            new byte[] {0},
            u16(suite),
            new byte[] {0},
            u16(versions.length),
            versions));
  }

  public static byte[] message(int type, byte[] body) {
    return join(
        new byte[] {(byte) type, (byte) (body.length >> 16)}, u16(body.length & 0xffff), body);
  }

  private static byte[] u16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  private static byte[] atLeast(byte[] contents) {
    return Arrays.copyOf(contents, Math.max(8, contents.length));
  }

  /** The datagrams of a conversation as a capture file. */
  public static byte[] pcap(Conversation conversation) {
    List<TimedPacket> packets = new ArrayList<>();
    for (Conversation.Turn turn : conversation.turns()) {
      PacketBuilder packet =
          turn.direction() == Direction.CLIENT_TO_SERVER
              ? PacketBuilder.udp("192.0.2.10", 40000, "198.51.100.7", 443)
              : PacketBuilder.udp("198.51.100.7", 443, "192.0.2.10", 40000);
      packets.add(
          new TimedPacket(
              Nanos.ofSeconds(1) + turn.epochNanos(), packet.payload(turn.bytes()).ethernet()));
    }
    return PcapBytes.of(packets, 1, 65535);
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
