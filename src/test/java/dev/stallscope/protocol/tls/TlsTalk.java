package dev.stallscope.protocol.tls;

import static dev.stallscope.tls.TlsBytes.alpn;
import static dev.stallscope.tls.TlsBytes.changeCipherSpec;
import static dev.stallscope.tls.TlsBytes.clientHello;
import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.encryptedHandshake;
import static dev.stallscope.tls.TlsBytes.handshake;
import static dev.stallscope.tls.TlsBytes.join;
import static dev.stallscope.tls.TlsBytes.keyShare;
import static dev.stallscope.tls.TlsBytes.serverHello;
import static dev.stallscope.tls.TlsBytes.serverName;
import static dev.stallscope.tls.TlsBytes.version;
import static dev.stallscope.tls.TlsBytes.versions;

import dev.stallscope.protocol.Conversation;
import dev.stallscope.time.Nanos;
import dev.stallscope.tls.HandshakeType;

/** Handshakes for tests over a path with a round trip of 20 ms, captured at the client. */
final class TlsTalk {
  /** Record length of a Finished under SHA-256. */
  static final int FINISHED = 53;

  static final long ROUND_TRIP = 20;

  private TlsTalk() {}

  static Conversation silence() {
    return Conversation.with(new TlsDecoder(), 443);
  }

  static long ms(long millis) {
    return Nanos.ofMillis(millis);
  }

  static byte[] hello13(byte[]... more) {
    return handshake(
        HandshakeType.CLIENT_HELLO,
        clientHello(
            "aabb",
            join(
                serverName("example.org"),
                alpn("h2", "http/1.1"),
                versions(0x0a0a, 0x0304, 0x0303),
                keyShare(29),
                join(more))));
  }

  static byte[] answer13(byte[]... more) {
    return join(
        handshake(
            HandshakeType.SERVER_HELLO,
            serverHello("aabb", 0x1301, version(0x0304), keyShare(29), join(more))),
        changeCipherSpec(),
        data(40),
        data(2000));
  }

  static byte[] hello12(String sessionId) {
    return handshake(
        HandshakeType.CLIENT_HELLO,
        clientHello(sessionId, serverName("example.org"), alpn("h2", "http/1.1")));
  }

  static byte[] answer12(String sessionId, byte[]... more) {
    return handshake(HandshakeType.SERVER_HELLO, serverHello(sessionId, 0xc02f, more));
  }

  /** A full handshake of TLS 1.3 from 0 ms to 21 ms. */
  static Conversation tls13() {
    return silence()
        .client(ms(0), hello13())
        .server(ms(20), answer13())
        .client(ms(21), join(changeCipherSpec(), data(FINISHED)));
  }

  /** A full handshake of TLS 1.2 from 0 ms to 42 ms. */
  static Conversation tls12() {
    return silence()
        .client(ms(0), hello12(""))
        .server(
            ms(20),
            join(
                answer12("cc", alpn("http/1.1")),
                handshake(HandshakeType.CERTIFICATE, new byte[] {0, 0, 0}),
                handshake(HandshakeType.SERVER_HELLO_DONE, new byte[0])))
        .client(
            ms(22), join(handshake(16, new byte[66]), changeCipherSpec(), encryptedHandshake(40)))
        .server(ms(42), join(changeCipherSpec(), encryptedHandshake(40)));
  }
}
