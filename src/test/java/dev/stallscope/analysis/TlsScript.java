package dev.stallscope.analysis;

import static dev.stallscope.analysis.ScriptedFindings.findingsOf;
import static dev.stallscope.tls.TlsBytes.alert;
import static dev.stallscope.tls.TlsBytes.alpn;
import static dev.stallscope.tls.TlsBytes.changeCipherSpec;
import static dev.stallscope.tls.TlsBytes.clientHello;
import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.earlyData;
import static dev.stallscope.tls.TlsBytes.encryptedHandshake;
import static dev.stallscope.tls.TlsBytes.handshake;
import static dev.stallscope.tls.TlsBytes.helloRetry;
import static dev.stallscope.tls.TlsBytes.join;
import static dev.stallscope.tls.TlsBytes.keyShare;
import static dev.stallscope.tls.TlsBytes.psk;
import static dev.stallscope.tls.TlsBytes.serverHello;
import static dev.stallscope.tls.TlsBytes.serverName;
import static dev.stallscope.tls.TlsBytes.version;
import static dev.stallscope.tls.TlsBytes.versions;

import dev.stallscope.tls.HandshakeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The messages of TLS handshakes, and the beginnings that scenarios for {@link ScriptedFindings}
 * share.
 */
final class TlsScript {
  /** Record length of a Finished under SHA-256. */
  static final int FINISHED = 53;

  /** A connection that opens, seen from the client. */
  static final String OPEN = "set server 10.0.0.2:443\nclient 0ms handshake rtt 40ms\n";

  /** The same, seen from the server. */
  static final String AT_SERVER =
      """
      set capture near server
      set server 10.0.0.2:443
      client 0ms handshake rtt 40ms
      """;

  /** A full handshake of TLS 1.3 that ends at 82 ms. */
  static final String TLS_13 =
      OPEN
          + """
          client 41ms data $hello13
          server 81ms data $answer13 split
          client 82ms data $finished13
          """;

  /** A request and its answer behind a handshake that ended at 82 ms. */
  static final String REQUEST =
      """
      client 83ms data $request
      server 123ms data $response
      client 123.1ms ACK
      """;

  /** What the scenarios send, by name. */
  static final Map<String, byte[]> MESSAGES = messages();

  private TlsScript() {}

  /** The findings above info of a scenario that sends those messages. */
  static List<String> found(String script) {
    return findingsOf(script, MESSAGES);
  }

  private static Map<String, byte[]> messages() {
    Map<String, byte[]> messages = new HashMap<>();
    messages.put("hello13", hello13());
    messages.put("hello13both", hello13(List.of("h2", "http/1.1")));
    messages.put("resume13", hello13(psk()));
    messages.put("early13", join(hello13(earlyData(), psk()), changeCipherSpec(), data(300)));
    messages.put("answer13", answer13(2500));
    messages.put("resumed13", answer13(100, psk()));
    messages.put("retry13", handshake(HandshakeType.SERVER_HELLO, helloRetry(24)));
    messages.put("finished13", join(changeCipherSpec(), data(FINISHED)));
    messages.put("certificate13", join(changeCipherSpec(), data(1800), data(280), data(FINISHED)));
    messages.put("tickets", join(data(250), data(250)));
    messages.put("hello12", hello12(""));
    messages.put("resume12", hello12("cc"));
    messages.put(
        "answer12",
        join(
            answer12("cc"),
            handshake(HandshakeType.CERTIFICATE, new byte[] {0, 0, 0}),
            handshake(HandshakeType.SERVER_HELLO_DONE, new byte[0])));
    messages.put("resumed12", join(answer12("cc"), changeCipherSpec(), encryptedHandshake(40)));
    messages.put(
        "exchange12",
        join(handshake(16, new byte[66]), changeCipherSpec(), encryptedHandshake(40)));
    messages.put("finished12", join(changeCipherSpec(), encryptedHandshake(40)));
    messages.put("refuse", alert(2, 40));
    messages.put("goodbye", data(19));
    messages.put("request", data(400));
    messages.put("response", data(900));
    messages.put("ok", data(57));
    messages.put("ask", data(95));
    return messages;
  }

  private static byte[] hello13(byte[]... more) {
    return hello13(List.of("http/1.1"), more);
  }

  private static byte[] hello13(List<String> protocols, byte[]... more) {
    return handshake(
        HandshakeType.CLIENT_HELLO,
        clientHello(
            "aabb",
            join(
                serverName("example.org"),
                alpn(protocols.toArray(String[]::new)),
                versions(0x0304, 0x0303),
                keyShare(29),
                join(more))));
  }

  /** A server's flight of TLS 1.3 with so many encrypted bytes. */
  static byte[] answer13(int flightBytes, byte[]... more) {
    return join(
        handshake(
            HandshakeType.SERVER_HELLO,
            serverHello("aabb", 0x1301, version(0x0304), keyShare(29), join(more))),
        changeCipherSpec(),
        data(flightBytes));
  }

  private static byte[] hello12(String session) {
    return handshake(
        HandshakeType.CLIENT_HELLO,
        clientHello(session, serverName("example.org"), alpn("http/1.1")));
  }

  private static byte[] answer12(String session) {
    return handshake(HandshakeType.SERVER_HELLO, serverHello(session, 0xc02f, alpn("http/1.1")));
  }
}
