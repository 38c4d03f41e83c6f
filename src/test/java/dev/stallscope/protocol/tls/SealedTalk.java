package dev.stallscope.protocol.tls;

import static dev.stallscope.protocol.tls.TlsTalk.ms;
import static dev.stallscope.tls.TlsBytes.alpn;
import static dev.stallscope.tls.TlsBytes.changeCipherSpec;
import static dev.stallscope.tls.TlsBytes.extension;
import static dev.stallscope.tls.TlsBytes.handshake;
import static dev.stallscope.tls.TlsBytes.join;
import static dev.stallscope.tls.TlsBytes.keyShare;
import static dev.stallscope.tls.TlsBytes.message;
import static dev.stallscope.tls.TlsBytes.serverHello;
import static dev.stallscope.tls.TlsBytes.version;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.http1.Http1Decoder;
import dev.stallscope.protocol.http2.Http2Decoder;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.KeyLog;
import dev.stallscope.tls.RecordSealer;
import dev.stallscope.tls.TlsBytes;
import dev.stallscope.tls.TlsRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Conversations that are encrypted for real, with what opens them. */
public final class SealedTalk {
  static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  private static final String RANDOM = "00".repeat(32);

  private final Map<Direction, RecordSealer> sealers = new EnumMap<>(Direction.class);
  private Conversation talk;

  private SealedTalk(Conversation talk) {
    this.talk = talk;
  }

  /** A decoder with keys and what reads HTTP inside. */
  public static Conversation silence(TlsDecoder tls) {
    return Conversation.with(tls, 443)
        .detectedBy(new CatalogueDetector(List.of(new Http1Decoder(), new Http2Decoder(), tls)));
  }

  /** All secrets that these conversations use, for SHA-256 or SHA-384. */
  public static KeyLog keys(int hashBytes) {
    return KeyLog.read(
        """
        CLIENT_RANDOM %1$s %6$s
        CLIENT_HANDSHAKE_TRAFFIC_SECRET %1$s %2$s
        SERVER_HANDSHAKE_TRAFFIC_SECRET %1$s %3$s
        CLIENT_TRAFFIC_SECRET_0 %1$s %4$s
        SERVER_TRAFFIC_SECRET_0 %1$s %5$s
        """
            .formatted(
                RANDOM,
                hex(secret(1, hashBytes)),
                hex(secret(2, hashBytes)),
                hex(secret(3, hashBytes)),
                hex(secret(4, hashBytes)),
                hex(secret(5, 48)))
            .lines());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] secret(int number, int length) {
    byte[] secret = new byte[length];
    Arrays.fill(secret, (byte) number);
    return secret;
  }

  /** A full handshake of TLS 1.3, over at 21 ms; more goes before the client's hello. */
  public static SealedTalk tls13(int suite, Conversation before, byte[]... helloExtensions) {
    return tls13(suite, before.client(ms(0), TlsTalk.hello13(helloExtensions)), new byte[0]);
  }

  /** The client goes on with a session and sends data at once, which the server does not take. */
  static SealedTalk refusingEarlyData(int suite, Conversation before) {
    byte[] data = RecordSealer.tls13(suite, secret(9, 32)).seal(TlsRecord.APPLICATION_DATA, OK);
    Conversation asked =
        before.client(ms(0), join(TlsTalk.hello13(TlsBytes.earlyData(), TlsBytes.psk()), data));
    return tls13(suite, asked, TlsBytes.psk());
  }

  /**
   * The rest of a handshake.
   *
   * @param answered more extensions of the server's hello
   */
  private static SealedTalk tls13(int suite, Conversation asked, byte[] answered) {
    int hashBytes = suite == 0x1302 ? 48 : 32;
    SealedTalk sealed = new SealedTalk(asked);
    RecordSealer server = RecordSealer.tls13(suite, secret(2, hashBytes));
    RecordSealer client = RecordSealer.tls13(suite, secret(1, hashBytes));
    byte[] answer =
        handshake(
            HandshakeType.SERVER_HELLO,
            serverHello("aabb", suite, version(0x0304), keyShare(29), answered));
    byte[] certificate = message(HandshakeType.CERTIFICATE, new byte[300]);
    byte[] flight =
        join(
            message(HandshakeType.ENCRYPTED_EXTENSIONS, new byte[2]),
            certificate,
            finished(hashBytes));
    // The Finished is cut in two records.
    int cut = flight.length - 10;
    sealed.talk =
        sealed
            .talk
            .server(
                ms(20),
                join(
                    answer,
                    changeCipherSpec(),
                    server.seal(TlsRecord.HANDSHAKE, Arrays.copyOf(flight, cut)),
                    server.seal(
                        TlsRecord.HANDSHAKE, Arrays.copyOfRange(flight, cut, flight.length))))
            .client(
                ms(21),
                join(changeCipherSpec(), client.seal(TlsRecord.HANDSHAKE, finished(hashBytes))));
    server.use(secret(4, hashBytes));
    client.use(secret(3, hashBytes));
    sealed.sealers.put(Direction.CLIENT_TO_SERVER, client);
    sealed.sealers.put(Direction.SERVER_TO_CLIENT, server);
    return sealed;
  }

  private static byte[] finished(int hashBytes) {
    return message(HandshakeType.FINISHED, new byte[hashBytes]);
  }

  /** A full handshake of TLS 1.2, over at 42 ms. */
  static SealedTalk tls12(int suite, boolean isEncryptThenMac, Conversation before) {
    byte[] extensions =
        join(alpn("http/1.1"), isEncryptThenMac ? extension(22, new byte[0]) : new byte[0]);
    SealedTalk sealed = new SealedTalk(before);
    RecordSealer client = RecordSealer.tls12(suite, secret(5, 48), true, isEncryptThenMac);
    RecordSealer server = RecordSealer.tls12(suite, secret(5, 48), false, isEncryptThenMac);
    sealed.talk =
        before
            .client(ms(0), TlsTalk.hello12(""))
            .server(
                ms(20),
                join(
                    handshake(HandshakeType.SERVER_HELLO, serverHello("cc", suite, extensions)),
                    handshake(HandshakeType.CERTIFICATE, new byte[] {0, 0, 0}),
                    handshake(HandshakeType.SERVER_HELLO_DONE, new byte[0])))
            .client(
                ms(22),
                join(
                    handshake(16, new byte[66]),
                    changeCipherSpec(),
                    client.seal(TlsRecord.HANDSHAKE, finished(12))))
            .server(
                ms(42), join(changeCipherSpec(), server.seal(TlsRecord.HANDSHAKE, finished(12))));
    sealed.sealers.put(Direction.CLIENT_TO_SERVER, client);
    sealed.sealers.put(Direction.SERVER_TO_CLIENT, server);
    return sealed;
  }

  public Conversation talk() {
    return talk;
  }

  /** A record of one side, not sent. */
  byte[] sealed(Direction direction, int type, byte[] contents) {
    return sealers.get(direction).seal(type, contents);
  }

  public SealedTalk client(long nanos, byte[] bytes) {
    talk = talk.client(nanos, bytes);
    return this;
  }

  public SealedTalk server(long nanos, byte[] bytes) {
    talk = talk.server(nanos, bytes);
    return this;
  }

  /** The client asks for a path and the server answers 40 ms later. */
  SealedTalk get(long nanos, String path) {
    return client(nanos, request(path)).server(nanos + ms(40), answer(OK));
  }

  public byte[] request(String path) {
    String text = "GET " + path + " HTTP/1.1\r\nHost: example.org\r\n\r\n";
    return sealed(
        Direction.CLIENT_TO_SERVER,
        TlsRecord.APPLICATION_DATA,
        text.getBytes(StandardCharsets.US_ASCII));
  }

  public byte[] answer(byte[] contents) {
    return sealed(Direction.SERVER_TO_CLIENT, TlsRecord.APPLICATION_DATA, contents);
  }

  /** Both sides go on with new keys. */
  SealedTalk update(long nanos) {
    byte[] update = message(HandshakeType.KEY_UPDATE, new byte[] {0});
    client(nanos, sealed(Direction.CLIENT_TO_SERVER, TlsRecord.HANDSHAKE, update));
    server(nanos, sealed(Direction.SERVER_TO_CLIENT, TlsRecord.HANDSHAKE, update));
    sealers.values().forEach(RecordSealer::update);
    return this;
  }
}
