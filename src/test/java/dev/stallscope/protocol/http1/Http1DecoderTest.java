package dev.stallscope.protocol.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.Conversation.Hole;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.DecoderContract;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.http.ChunkCadence;
import dev.stallscope.protocol.http.HttpBody.Framing;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http2.Http2Decoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class Http1DecoderTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static Conversation http() {
    return Conversation.with(new Http1Decoder(), 80);
  }

  /** {@code > GET /a}, {@code < 200}, {@code ~ 100}; {@code !} where the message is incomplete. */
  private static List<String> said(Conversation conversation) {
    return said(conversation.read());
  }

  private static List<String> said(MessageRecorder recorder) {
    return recorder.messages().stream().map(Http1DecoderTest::line).toList();
  }

  private static String line(Message message) {
    String arrow =
        switch (message.role()) {
          case REQUEST -> "> ";
          case RESPONSE -> "< ";
          case INTERIM -> "~ ";
        };
    return arrow
        + message.content().status().orElse(message.content().label())
        + (message.isComplete() ? "" : "!");
  }

  private static HttpRequest request(Conversation conversation) {
    return (HttpRequest) conversation.read().messages().getFirst().content();
  }

  private static HttpResponse response(Conversation conversation) {
    return (HttpResponse) conversation.read().messages().getLast().content();
  }

  private static HttpResponse responseTo(String method, String text, StreamEnd end) {
    return response(http().client(1, method + " /x HTTP/1.1\r\n\r\n").server(2, text).endedBy(end));
  }

  @Test
  void tellsExactlyWhereMessagesStood() {
    Conversation conversation =
        http()
            .client(100, GET.substring(0, 10))
            .client(150, GET.substring(10))
            .server(300, "HTTP/1.1 200 OK\r\nContent-Le")
            .server(400, "ngth: 5\r\n\r\nhe")
            .server(500, "llo")
            .client(900, GET);

    assertThat(conversation.read().messages())
        .extracting(Message::role, Message::direction, Message::span, Message::isComplete)
        .containsExactly(
            tuple(
                MessageRole.REQUEST,
                Direction.CLIENT_TO_SERVER,
                new MessageSpan(100, 150, 0, 1, 0, 38),
                true),
            tuple(
                MessageRole.RESPONSE,
                Direction.SERVER_TO_CLIENT,
                new MessageSpan(300, 500, 2, 4, 0, 43),
                true),
            tuple(
                MessageRole.REQUEST,
                Direction.CLIENT_TO_SERVER,
                new MessageSpan(900, 900, 5, 5, 38, 76),
                true));
    assertThat(response(http().client(1, GET).server(2, OK)).headEndNanos()).isEqualTo(2);
  }

  @Test
  void pairsPipelinedRequestsInOrder() {
    assertThat(said(http().client(1, GET + GET.replace("/a", "/b")).server(2, OK + OK)))
        .containsExactly("> GET /a", "> GET /b", "< 200", "< 200");
  }

  @Test
  void readsALengthGivenTwiceTheSame() {
    HttpResponse twice =
        responseTo(
            "GET",
            "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\nContent-Length: 2\r\n\r\nok",
            StreamEnd.CAPTURE_END);
    assertThat(twice.body().framing()).isEqualTo(Framing.LENGTH);
    assertThat(twice.body().wireBytes()).isEqualTo(2);
  }

  @Test
  void readsUntilCloseWhereLengthsContradict() {
    MessageRecorder read =
        http()
            .client(1, GET)
            .server(2, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nfour")
            .endedBy(StreamEnd.FIN)
            .read();
    assertThat(((HttpResponse) read.messages().getLast().content()).body().wireBytes())
        .isEqualTo(4);
    assertThat(read.anomalies())
        .containsExactly(new Anomaly(Anomaly.Kind.BAD_VALUE, 1, "http", 0, 0, 0));
  }

  @Test
  void readsChunksWithExtensionsAndTrailers() {
    HttpResponse response =
        response(
            http()
                .client(1, GET)
                .server(10, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                .server(20, "5;name=\"a b\"\r\nhello\r\n")
                .server(40, "0A \r\n, world...\r\n")
                .server(70, "1\r\n!\r\n0;last\r\nX-Sum: 1\r\nX-More: 2\r\n\r\n"));

    assertThat(response.body().framing()).isEqualTo(Framing.CHUNKED);
    assertThat(response.body().wireBytes()).isEqualTo(16);
    assertThat(response.body().isComplete()).isTrue();
    assertThat(response.body().cadence()).isEqualTo(new ChunkCadence(3, 25, 5));
    assertThat(response.trailers().fields())
        .containsExactly(new Field("X-Sum", "1"), new Field("X-More", "2"));
  }

  @Test
  void prefersChunksToALength() {
    assertThat(
            said(
                http()
                    .client(1, GET + GET)
                    .server(
                        2,
                        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
                            + OK)))
        .containsExactly("> GET /a", "> GET /a", "< 200", "< 200");
  }

  @Test
  void knowsResponsesWithoutBody() {
    for (String head :
        List.of(
            "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")) {
      assertThat(said(http().client(1, GET + GET).server(2, head + OK)))
          .containsExactly("> GET /a", "> GET /a", "< " + head.substring(9, 12), "< 200");
    }
    assertThat(
            said(
                http()
                    .client(1, GET.replace("GET", "HEAD") + GET)
                    .server(2, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + OK)))
        .containsExactly("> HEAD /a", "> GET /a", "< 200", "< 200");
  }

  @Test
  void completesABodyUntilCloseOnlyByAnOrderlyClose() {
    String head = "HTTP/1.0 200 OK\r\n\r\nsome";
    assertThat(responseTo("GET", head, StreamEnd.FIN).body().isComplete()).isTrue();
    assertThat(responseTo("GET", head, StreamEnd.RESET).body().isComplete()).isFalse();
    assertThat(responseTo("GET", head, StreamEnd.CAPTURE_END).body().isComplete()).isFalse();
    assertThat(responseTo("GET", head, StreamEnd.FIN).isPersistent()).isFalse();
  }

  @Test
  void attachesInterimResponsesToTheRequestBeingSent() {
    Conversation conversation =
        http()
            .client(1, "POST /up HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
            .server(2, "HTTP/1.1 100 Continue\r\n\r\n")
            .client(3, "data")
            .server(4, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK);

    assertThat(said(conversation)).containsExactly("> POST /up", "~ 100", "~ 103", "< 200");
    assertThat(request(conversation).headEndNanos()).isEqualTo(1);
    assertThat(request(conversation).body().firstNanos()).isEqualTo(3);
    assertThat(conversation.read().messages().get(1).span().firstNanos()).isEqualTo(2);
  }

  @Test
  void handsARequestOverBeforeItsEarlyAnswer() {
    Conversation conversation =
        http()
            .client(1, "POST /up HTTP/1.1\r\nContent-Length: 400\r\n\r\nsome")
            .server(2, "HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");
    assertThat(said(conversation.endedBy(StreamEnd.RESET))).containsExactly("> POST /up!", "< 413");
    assertThat(said(conversation.client(3, "x".repeat(396)).client(4, GET).server(5, OK)))
        .containsExactly("> POST /up", "< 413", "> GET /a", "< 200");
  }

  @Test
  void emitsAResponseWithoutRequest() {
    MessageRecorder read =
        http().server(1, "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n").read();
    assertThat(said(read)).containsExactly("< 408!");
    assertThat(((HttpResponse) read.messages().getFirst().content()).requestMethod()).isEmpty();
  }

  @Test
  void emitsRequestsThatAreStillOpenAsIncomplete() {
    assertThat(said(http().client(1, "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n123")))
        .containsExactly("> POST /!");
    assertThat(said(http().client(1, "POST / HTTP/1.1\r\nContent-Le")))
        .containsExactly("> POST /!");
    assertThat(said(http().client(1, "POST / HTT"))).isEmpty();
  }

  @Test
  void acceptsWhatServersAccept() {
    HttpRequest request =
        request(
            http()
                .client(
                    1,
                    "\r\n\r\nGET http://user@Example.org:8080/a b?c HTTP/1.0\n"
                        + "Host: other\nX-Long: one\r\n  two\n\tthree\nno colon\n: no name\n"
                        + "Connection : Keep-Alive\n\n"));
    assertThat(request.target()).isEqualTo("http://user@Example.org:8080/a b?c");
    assertThat(request.authority()).contains("Example.org:8080");
    assertThat(request.host()).contains("example.org");
    assertThat(request.path()).isEqualTo("/a b");
    assertThat(request.isPersistent()).isTrue();
    assertThat(request.headers().fields())
        .containsExactly(
            new Field("Host", "other"),
            new Field("X-Long", "one    two \tthree"),
            new Field("Connection", "Keep-Alive"));
  }

  @Test
  void countsAGapInABodyAndKeepsTheBoundary() {
    Conversation conversation =
        http()
            .client(1, GET + GET)
            .server(2, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234567")
            .server(3, "89" + OK);
    MessageRecorder read = conversation.read(new Hole(1, 42));
    HttpResponse first = (HttpResponse) read.messages().get(2).content();
    assertThat(said(read)).containsExactly("> GET /a", "> GET /a", "< 200", "< 200");
    assertThat(first.body().wireBytes()).isEqualTo(10);
    assertThat(first.body().missingBytes()).isEqualTo(5);
    assertThat(first.body().isComplete()).isFalse();
    assertThat(read.messages().get(2).span()).isEqualTo(new MessageSpan(2, 3, 1, 2, 0, 49));
    assertThat(read.anomalies()).isEmpty();
  }

  @Test
  void findsTheNextMessageAfterAGapInAHead() {
    Conversation conversation =
        http()
            .client(1, GET)
            .server(2, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
            .server(3, "0123456789")
            .client(4, GET.replace("/a", "/b"))
            .server(5, OK);
    MessageRecorder read = conversation.read(new Hole(1, 20));
    assertThat(said(read)).containsExactly("> GET /a", "< 200!", "> GET /b", "< 200");
    assertThat(read.messages().get(1).span()).isEqualTo(new MessageSpan(2, 3, 1, 2, 0, 49));
    assertThat(read.anomalies())
        .containsExactly(new Anomaly(Anomaly.Kind.LOST_SYNCHRONISATION, 1, "http", 20, 0, 0));
  }

  @Test
  void passesOverRequestsWhoseAnswersAreLost() {
    Conversation conversation =
        http()
            .client(1, GET)
            .server(2, OK)
            .client(3, GET.replace("/a", "/b"))
            .server(4, OK.replace("200", "201"));
    MessageRecorder read = conversation.read(new Hole(1, 0));
    assertThat(said(read)).containsExactly("> GET /a", "> GET /b", "< 201");
    assertThat(read.messages().getLast().correlation()).isEqualTo(new Correlation.InOrder(1, true));
  }

  @Test
  void startsInTheMiddleOfAMessage() {
    assertThat(
            said(
                http()
                    .server(1, "rest of a body")
                    .server(2, "and more")
                    .client(3, GET)
                    .server(4, OK)))
        .containsExactly("> GET /a", "< 200");
  }

  @Test
  void leavesAWebSocketAlone() {
    Conversation conversation =
        http()
            .client(
                1,
                "GET /ws HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\n"
                    + "Upgrade: websocket\r\n\r\n")
            .server(
                2,
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                    + "Upgrade: WebSocket\r\n\r\n\u0081\u0002hi")
            .client(3, "\u0081\u0082GET / HTTP/1.1\r\n\r\n");
    MessageRecorder read = conversation.read();
    assertThat(said(read)).containsExactly("> GET /ws", "< 101");
    assertThat(read.messages().getLast().content().isLongLived()).isTrue();
    assertThat(read.anomalies()).isEmpty();
  }

  @Test
  void goesOnWhenTheServerIgnoresAnUpgrade() {
    assertThat(
            said(
                http()
                    .client(
                        1, "GET /a HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n" + GET)
                    .server(2, OK + OK)))
        .containsExactly("> GET /a", "< 200", "> GET /a", "< 200");
  }

  @Test
  void recognisesWhatFollowsAnUpgradeToHttp2() {
    Http1Decoder http1 = new Http1Decoder();
    Conversation conversation =
        http()
            .detectedBy(new CatalogueDetector(List.of(http1, new Http2Decoder())))
            .client(1, "GET /a HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
            .server(
                2,
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"
                    + "\0\0\u0006\u0004\0\0\0\0\0\0\u0003\0\0\0\u0064"
                    + "\0\0\u0001\u0001\u0005\0\0\0\u0001\u0088")
            .client(3, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
            .endedBy(StreamEnd.FIN);
    assertThat(conversation.read().messages())
        .extracting(Message::protocol)
        .containsExactly(AppProtocol.HTTP1, AppProtocol.HTTP1, AppProtocol.HTTP2);
  }

  @Test
  void looksIntoAConnectTunnel() {
    Conversation conversation =
        http()
            .client(1, "CONNECT example.org:80 HTTP/1.1\r\n\r\n")
            .server(2, "HTTP/1.1 200 Connection established\r\n\r\n")
            .client(3, GET)
            .server(4, OK);
    assertThat(said(conversation))
        .containsExactly("> CONNECT example.org:80", "< 200", "> GET /a", "< 200");
    assertThat(request(conversation).authority()).contains("example.org:80");
  }

  @Test
  void keepsWhatTheClientSendsBeforeTheTunnelIsAnswered() {
    Conversation early = http().client(1, "CONNECT a:80 HTTP/1.1\r\n\r\n" + GET);
    assertThat(said(early.server(2, "HTTP/1.1 200 OK\r\n\r\n").server(3, OK)))
        .containsExactly("> CONNECT a:80", "< 200", "> GET /a", "< 200");
    assertThat(
            said(early.server(2, "HTTP/1.1 407 Auth\r\nContent-Length: 0\r\n\r\n").server(3, OK)))
        .containsExactly("> CONNECT a:80", "< 407", "> GET /a", "< 200");
    assertThat(said(early)).containsExactly("> CONNECT a:80", "> GET /a");
  }

  @Test
  void reportsAHeadThatIsTooLong() {
    MessageRecorder read =
        http()
            .client(1, "GET / HTTP/1.1\r\n")
            .client(2, "X: " + "y".repeat(300 << 10))
            .client(3, GET)
            .read();
    assertThat(said(read)).containsExactly("> GET /!", "> GET /a");
    assertThat(read.anomalies())
        .containsExactly(new Anomaly(Anomaly.Kind.LIMIT_REACHED, 1, "http", 16, 0, 0));
  }

  @Test
  void keepsTheDecoderContract() {
    DecoderContract.holdsForStream(
        http()
            .client(1, GET + "POST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x\r\nabc\r\n")
            .server(2, "HTTP/1.1 100 Continue\r\n\r\n" + OK)
            .client(3, "0\r\nX-T: 1\r\n\r\n")
            .server(
                4,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n")
            .client(5, "HEAD /c HTTP/1.1\r\nX: a\r\n b\r\n\r\n")
            .server(6, "HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n")
            .client(7, "CONNECT d:1 HTTP/1.1\r\n\r\n")
            .server(8, "HTTP/1.1 200 OK\r\n\r\n")
            .client(9, GET)
            .server(10, "HTTP/1.0 200 OK\r\n\r\nuntil close")
            .endedBy(StreamEnd.FIN));
  }
}
