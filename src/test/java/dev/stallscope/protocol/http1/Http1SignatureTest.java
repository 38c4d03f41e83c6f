package dev.stallscope.protocol.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Signature.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Http1SignatureTest {
  private static Verdict judge(String text) {
    byte[] bytes = ("__" + text + "__").getBytes(StandardCharsets.ISO_8859_1);
    return new Http1Signature().judge(bytes, 2, bytes.length - 4, 12345);
  }

  @Test
  void recognisesRequestLines() {
    for (String line :
        List.of(
            "GET / HTTP/1.1\r\n",
            "\r\n\nPOST /a HTTP/1.0\nHost: b",
            "M-SEARCH * HTTP/1.1\r\n",
            "CONNECT a.b:443 HTTP/1.1\r\n",
            "GET http://a/ HTTP/1.1\r\n",
            "GET /a b HTTP/1.1\r\n")) {
      assertThat(judge(line)).as(line).isEqualTo(Verdict.yes(Direction.CLIENT_TO_SERVER));
    }
  }

  @Test
  void recognisesStatusLines() {
    assertThat(judge("HTTP/1.1 200")).isEqualTo(Verdict.yes(Direction.SERVER_TO_CLIENT));
    assertThat(judge("HTTP/1.0 404 Not Found\r\n"))
        .isEqualTo(Verdict.yes(Direction.SERVER_TO_CLIENT));
  }

  @Test
  void recognisesALongRequestLineThatIsCut() {
    assertThat(judge("GET /" + "x".repeat(23))).isEqualTo(Verdict.yes(Direction.CLIENT_TO_SERVER));
    assertThat(judge("GET /" + "x".repeat(22))).isEqualTo(Verdict.NEEDS_MORE);
  }

  @Test
  void waitsForMore() {
    for (String text : List.of("", "\r\n", "G", "GET", "GET ", "GET / HTTP/1.1\r", "HTTP/1.1 2")) {
      assertThat(judge(text)).as(text).isEqualTo(Verdict.NEEDS_MORE);
    }
  }

  @Test
  void refusesWhatOnlyLooksLikeIt() {
    for (String text :
        List.of(
            "GET /\r\n",
            "OPTIONS rtsp://a RTSP/1.0\r\n",
            "INVITE sip:a SIP/2.0\r\n",
            "PRI * HTTP/2.0\r\n",
            "HTTP/2.0 200",
            "HTTP/1.1 OK",
            "get / HTTP/1.1\r\n",
            "SSH-2.0-OpenSSH_9\r\n",
            "EHLO example.org\r\n",
            "\u0016\u0003\u0001",
            "*1\r\n$4\r\nPING\r\n")) {
      assertThat(judge(text)).as(text).isEqualTo(Verdict.NO);
    }
  }
}
