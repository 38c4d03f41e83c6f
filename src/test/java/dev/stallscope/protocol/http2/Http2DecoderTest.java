package dev.stallscope.protocol.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.stallscope.net.Direction;
import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.DecoderContract;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.protocol.http.stream.PartialRequest;
import dev.stallscope.protocol.http.stream.StreamReset;
import dev.stallscope.protocol.http1.Http1Decoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class Http2DecoderTest {
  /** GET http://www.example.com/ and what enters the table with it (RFC 7541 C.3.1). */
  private static final String GET = "828684410f7777772e6578616d706c652e636f6d";

  /** The same again by reference. */
  private static final String GET_AGAIN = "828684be";

  private static final String OK = "88";
  private static final String SETTINGS = "000300000064";

  private static Conversation conversation() {
    return Conversation.with(new Http2Decoder(), 8080);
  }

  /** Two requests at once, the second answered first, one body in between the other's. */
  private static Conversation twoStreams() {
    return conversation()
        .client(100, Frames.preface().settings(SETTINGS).lastHeaders(1, GET).bytes())
        .client(120, new Frames().lastHeaders(3, GET_AGAIN).bytes())
        .server(200, new Frames().settings(SETTINGS).ack().headers(1, OK).data(1, "first").bytes())
        .server(300, new Frames().headers(3, OK).lastData(3, "other").bytes())
        .server(400, new Frames().lastData(1, " and last").bytes())
        .endedBy(StreamEnd.FIN);
  }

  private static HttpRequest request(Message message) {
    return (HttpRequest) message.content();
  }

  private static HttpResponse response(Message message) {
    return (HttpResponse) message.content();
  }

  @Test
  void givesEachStreamItsRequestAndResponse() {
    List<Message> messages = twoStreams().read().messages();

    assertThat(messages)
        .extracting(Message::role, Message::correlation, message -> message.content().label())
        .containsExactly(
            tuple(MessageRole.REQUEST, new Correlation.ByKey(3L), "GET /"),
            tuple(MessageRole.RESPONSE, new Correlation.ByKey(3L), "200"),
            tuple(MessageRole.REQUEST, new Correlation.ByKey(1L), "GET /"),
            tuple(MessageRole.RESPONSE, new Correlation.ByKey(1L), "200"));
    assertThat(messages).allMatch(Message::isComplete);
    assertThat(messages).allMatch(message -> message.protocol() == AppProtocol.HTTP2);
  }

  @Test
  void measuresOnlyTheStreamsOwnBytes() {
    Message last = twoStreams().read().messages().getLast();

    // 15 bytes of SETTINGS, 9 of its ACK; then HEADERS 10, DATA 14, the other stream 24, DATA 18.
    assertThat(last.span()).isEqualTo(new MessageSpan(200, 400, 2, 4, 24, 90, 42));
    assertThat(response(last).body().wireBytes()).isEqualTo("first and last".length());
    assertThat(response(last).body().firstNanos()).isEqualTo(200);
    assertThat(response(last).version()).isEqualTo(HttpVersion.HTTP_2);
  }

  @Test
  void namesTheRequestAsHttp1Would() {
    HttpRequest request = request(twoStreams().read().messages().getFirst());

    assertThat(request.url()).contains("http://www.example.com/");
    assertThat(request.headEndNanos()).isEqualTo(120);
  }

  @Test
  void readsInterimResponsesAndTrailers() {
    List<Message> messages =
        conversation()
            .client(100, Frames.preface().lastHeaders(1, GET).bytes())
            .server(
                200,
                new Frames()
                    .settings(SETTINGS)
                    .headers(1, "0803313033") // :status 103
                    .headers(1, OK)
                    .data(1, "body")
                    .lastHeaders(1, "0003666f6f03626172")
                    .bytes())
            .read()
            .messages();

    assertThat(messages)
        .extracting(Message::role)
        .containsExactly(MessageRole.REQUEST, MessageRole.INTERIM, MessageRole.RESPONSE);
    assertThat(response(messages.get(1)).code()).isEqualTo(103);
    assertThat(response(messages.get(2)).trailers().first("foo")).contains("bar");
  }

  @Test
  void aWebSocketOpensWithAConnectRequestForItsPath() {
    String connect =
        Frames.hex(":method", "CONNECT")
            + Frames.hex(":protocol", "websocket")
            + Frames.hex(":scheme", "https")
            + Frames.hex(":path", "/chat")
            + Frames.hex(":authority", "x.test");
    List<Message> messages =
        conversation()
            .client(100, Frames.preface().headers(1, connect).bytes())
            .server(200, new Frames().settings(SETTINGS).headers(1, OK).data(1, "frame").bytes())
            .read()
            .messages();

    HttpRequest request = request(messages.getFirst());
    assertThat(request.url()).contains("https://x.test/chat");
    assertThat(request.headers().first("upgrade")).contains("websocket");
    assertThat(request.headers().fields()).noneMatch(field -> field.name().isEmpty());
    assertThat(response(messages.getLast()).isLongLived()).isTrue();
  }

  @Test
  void putsContinuationsTogether() {
    List<Message> messages =
        conversation()
            .client(
                100,
                Frames.preface()
                    .frame(1, 1, 1, new byte[] {(byte) 0x82})
                    .frame(9, 0, 1, new byte[] {(byte) 0x86})
                    .frame(9, 4, 1, new byte[] {(byte) 0x84})
                    .bytes())
            .read()
            .messages();

    assertThat(messages.getFirst().content().label()).isEqualTo("GET /");
  }

  @Test
  void endsAResetStreamWithWhoGaveItUp() {
    List<Message> messages =
        conversation()
            .client(100, Frames.preface().lastHeaders(1, GET).bytes())
            .server(200, new Frames().settings(SETTINGS).reset(1, 7).bytes())
            .client(300, new Frames().lastHeaders(3, GET_AGAIN).reset(3, 8).bytes())
            .read()
            .messages();

    assertThat(messages.get(1).content())
        .isEqualTo(new StreamReset("RST_STREAM", ErrorCode.reason(7), Direction.SERVER_TO_CLIENT));
    assertThat(messages.get(1).content().status()).contains("REFUSED_STREAM");
    assertThat(messages.get(1).content().isFailure()).isTrue();
    assertThat(messages.get(3).direction()).isEqualTo(Direction.CLIENT_TO_SERVER);
    assertThat(messages.get(3).content().isFailure()).isFalse();
  }

  @Test
  void endsWhatTheServerDoesNotTakeUp() {
    List<Message> messages =
        conversation()
            .client(100, Frames.preface().lastHeaders(1, GET).lastHeaders(3, GET_AGAIN).bytes())
            .server(200, new Frames().settings(SETTINGS).goAway(1).lastHeaders(1, OK).bytes())
            .read()
            .messages();

    assertThat(messages)
        .extracting(message -> message.content().label())
        .containsExactly("GET /", "GOAWAY NO_ERROR", "GET /", "200");
  }

  @Test
  void marksAPushedRequest() {
    byte[] promise = {0, 0, 0, 2, (byte) 0x82, (byte) 0x86, (byte) 0x85};
    List<Message> messages =
        conversation()
            .client(100, Frames.preface().lastHeaders(1, GET).bytes())
            .server(
                200,
                new Frames()
                    .settings(SETTINGS)
                    .frame(5, 4, 1, promise)
                    .lastHeaders(1, OK)
                    .headers(2, OK)
                    .lastData(2, "pushed")
                    .bytes())
            .read()
            .messages();

    assertThat(messages)
        .extracting(message -> message.content().label())
        .containsExactly("GET /", "200", "push /index.html", "200");
  }

  @Test
  void answersAnUpgradedRequestOfHttp1() {
    var http2 = new Http2Decoder();
    List<Message> messages =
        Conversation.with(new Http1Decoder(), 80)
            .detectedBy(new CatalogueDetector(List.of(new Http1Decoder(), http2)))
            .client(
                100,
                "GET /a HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                    + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n")
            .server(
                200,
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
            .server(210, new Frames().settings(SETTINGS).headers(1, OK).lastData(1, "a").bytes())
            .client(220, Frames.preface().settings(SETTINGS).lastHeaders(3, GET).bytes())
            .server(300, new Frames().lastHeaders(3, OK).bytes())
            .read()
            .messages();

    assertThat(messages)
        .extracting(
            Message::protocol,
            Message::role,
            Message::correlation,
            message -> message.content().label())
        .containsExactly(
            tuple(AppProtocol.HTTP1, MessageRole.REQUEST, Correlation.IN_ORDER, "GET /a"),
            tuple(
                AppProtocol.HTTP1,
                MessageRole.INTERIM,
                Correlation.IN_ORDER,
                "101 Switching Protocols"),
            tuple(AppProtocol.HTTP2, MessageRole.RESPONSE, Correlation.IN_ORDER, "200"),
            tuple(AppProtocol.HTTP2, MessageRole.REQUEST, new Correlation.ByKey(3L), "GET /"),
            tuple(AppProtocol.HTTP2, MessageRole.RESPONSE, new Correlation.ByKey(3L), "200"));
  }

  @Test
  void showsOfAConnectionJoinedInTheMiddleWhatIsKnown() {
    List<Message> messages =
        conversation()
            .client(100, new Frames().lastHeaders(7, "8286c4be").bytes()) // path: not seen
            .server(200, new Frames().lastHeaders(7, OK).bytes())
            .client(300, new Frames().lastHeaders(9, GET).bytes())
            .server(400, new Frames().lastHeaders(9, "c0").bytes()) // the status: not seen
            .read()
            .messages();

    assertThat(messages)
        .extracting(message -> message.content().label())
        .containsExactly(
            "GET (path not captured)", "200", "GET /", "response (status not captured)");
    assertThat(messages.get(0).content()).isInstanceOf(PartialRequest.class);
  }

  @Test
  void readsOnBehindAHole() {
    Conversation lossy =
        conversation()
            .client(100, Frames.preface().lastHeaders(1, GET).bytes())
            .server(200, new Frames().settings(SETTINGS).headers(1, OK).data(1, "lost").bytes())
            .server(300, new Frames().lastData(1, "end").bytes())
            .client(400, new Frames().lastHeaders(3, GET_AGAIN).bytes())
            .server(500, new Frames().lastHeaders(3, OK).bytes());
    MessageRecorder within = lossy.read(new Conversation.Hole(1, 36));

    assertThat(within.anomalies()).isEmpty();
    Message answer = within.messages().get(1);
    assertThat(answer.isComplete()).isFalse();
    assertThat(response(answer).body().missingBytes()).isEqualTo(2);

    MessageRecorder across = lossy.read(new Conversation.Hole(0, 30));
    assertThat(across.anomalies())
        .extracting(Anomaly::kind)
        .containsExactly(Anomaly.Kind.LOST_SYNCHRONISATION);
    assertThat(across.messages())
        .as("the second request refers to what was lost")
        .extracting(message -> message.content().label())
        .containsExactly("200", "GET /", "200");
    assertThat(across.messages().get(1).content()).isInstanceOf(PartialRequest.class);
  }

  @Test
  void tellsWhenAStreamWaitedForItsWindow() {
    String window = "0004" + "00000005"; // SETTINGS_INITIAL_WINDOW_SIZE 5
    List<Message> messages =
        conversation()
            .client(100, Frames.preface().settings(window).lastHeaders(1, GET).bytes())
            .server(200, new Frames().settings(SETTINGS).headers(1, OK).data(1, "12345").bytes())
            .client(300, new Frames().windowUpdate(1, 5).bytes())
            .server(400, new Frames().data(1, "1234").bytes())
            .client(500, new Frames().windowUpdate(1, 5).bytes())
            .server(600, new Frames().lastData(1, "1").bytes())
            .read()
            .messages();

    assertThat(messages.getFirst().creditWaits()).isEmpty();
    assertThat(messages.getLast().creditWaits()).containsExactly(new CreditWait(200, 300));
  }

  @Test
  void tellsWhenTheConnectionsWindowWasUsedUp() {
    String large = "0004" + "000fffff";
    byte[] kilobytes = new byte[16_383]; // four of them and 3 bytes: 65,535
    Frames all = new Frames().settings(SETTINGS).headers(1, OK);
    for (int i = 0; i < 4; i++) {
      all.frame(0, 0, 1, kilobytes);
    }
    List<Message> messages =
        conversation()
            .client(100, Frames.preface().settings(large).lastHeaders(1, GET).bytes())
            .server(200, all.data(1, "abc").bytes())
            .client(300, new Frames().windowUpdate(1, 1000).bytes())
            .client(350, new Frames().windowUpdate(0, 1000).bytes())
            .server(400, new Frames().lastData(1, "end").bytes())
            .read()
            .messages();

    assertThat(messages.getLast().creditWaits()).containsExactly(new CreditWait(200, 350));
  }

  @Test
  void givesUpTheOldestOfTooManyStreams() {
    Frames flood = Frames.preface().lastHeaders(1, GET);
    for (int i = 1; i <= DecodeLimits.OPEN_STREAMS; i++) {
      flood.lastHeaders(2 * i + 1, GET_AGAIN);
    }
    MessageRecorder read = conversation().client(100, flood.bytes()).read();

    assertThat(read.messages()).hasSize(DecodeLimits.OPEN_STREAMS + 1);
    assertThat(read.anomalies())
        .extracting(Anomaly::kind)
        .containsExactly(Anomaly.Kind.LIMIT_REACHED);
  }

  @Test
  void keepsNothingOfARapidReset() {
    Frames flood = Frames.preface().lastHeaders(1, GET).reset(1, 8);
    for (int stream = 3; stream < 20_000; stream += 2) {
      flood.lastHeaders(stream, GET_AGAIN).reset(stream, 8);
    }
    MessageRecorder read = conversation().client(100, flood.bytes()).read();

    assertThat(read.messages()).hasSize(20_000);
    assertThat(read.anomalies()).isEmpty();
  }

  @Test
  void passesOverAnEndlessHeaderSection() {
    Frames flood = Frames.preface().frame(1, 1, 1, new byte[] {(byte) 0x82});
    for (int i = 0; i < 200; i++) {
      flood.frame(9, 0, 1, new byte[16_000]);
    }
    MessageRecorder read =
        conversation()
            .client(100, flood.frame(9, 4, 1, new byte[1]).lastHeaders(3, GET).bytes())
            .read();

    assertThat(read.messages())
        .extracting(message -> message.content().label())
        .containsExactly("request (path not captured)", "GET /");
  }

  @Test
  void keepsTheDecoderContract() {
    DecoderContract.holdsForStream(
        twoStreams()
            .client(
                500, new Frames().headers(5, GET_AGAIN).data(5, "up").lastData(5, "load").bytes())
            .server(600, new Frames().lastHeaders(5, "8d").reset(7, 2).goAway(5).bytes()));
  }
}
