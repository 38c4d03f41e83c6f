package dev.stallscope.protocol.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.protocol.http.stream.PartialRequest;
import dev.stallscope.protocol.http.stream.StreamReset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Http3DecoderTest {
  private static final Direction CLIENT = Direction.CLIENT_TO_SERVER;
  private static final Direction SERVER = Direction.SERVER_TO_CLIENT;

  /** GET https, path and authority as literals. */
  private static final String GET = "0000 d1 d7 5001 78 5102 2f61";

  /** GET https, authority and path by reference to the table of RFC 9204 appendix B.2. */
  private static final String GET_BY_REFERENCE = "0381 d1 d7 10 11";

  private static final String TABLE =
      "3fbd01 c00f 7777 772e 6578 616d 706c 652e 636f 6d c10c 2f73 616d 706c 652f 7061 7468";
  private static final String OK = "0000 d9";
  private static final long CANCELLED = 0x10c;

  private static byte[] headers(String hex) {
    return new Http3Bytes().headers(hex).bytes();
  }

  private static Streams connection() {
    return new Streams()
        .opener(10, Streams.CLIENT_CONTROL, Http3Bytes.control())
        .opener(20, Streams.SERVER_CONTROL, Http3Bytes.control());
  }

  /** Two requests, the second answered first, the first in two pieces around a reserved frame. */
  private static Streams twoRequests() {
    return connection()
        .opener(100, 0, headers(GET))
        .ended(100, 0, CLIENT)
        .opener(110, 4, headers(GET))
        .ended(110, 4, CLIENT)
        .peer(200, 0, new Http3Bytes().headers(OK).data("first").frame(0x21, new byte[3]).bytes())
        .peer(300, 4, new Http3Bytes().headers(OK).data("other").bytes())
        .ended(300, 4, SERVER)
        .peer(400, 0, new Http3Bytes().data(" and last").bytes())
        .ended(400, 0, SERVER);
  }

  /** A request whose entries come late, with a body and trailers behind it. */
  private static Streams late() {
    return connection()
        .opener(
            100,
            0,
            new Http3Bytes().headers(GET_BY_REFERENCE).data("body").headers("0000 d1").bytes())
        .ended(100, 0, CLIENT)
        .opener(150, Streams.CLIENT_ENCODER, Http3Bytes.encoder(TABLE))
        .peer(200, 0, headers(OK))
        .ended(200, 0, SERVER);
  }

  private static HttpResponse response(Message message) {
    return (HttpResponse) message.content();
  }

  private static List<String> labels(Streams streams) {
    return streams.read().messages().stream().map(message -> message.content().label()).toList();
  }

  @Test
  void givesEachStreamItsRequestAndResponse() {
    List<Message> messages = twoRequests().read().messages();

    assertThat(messages)
        .extracting(Message::role, Message::correlation, message -> message.content().label())
        .containsExactly(
            tuple(MessageRole.REQUEST, new Correlation.ByKey(4L), "GET /a"),
            tuple(MessageRole.RESPONSE, new Correlation.ByKey(4L), "200"),
            tuple(MessageRole.REQUEST, new Correlation.ByKey(0L), "GET /a"),
            tuple(MessageRole.RESPONSE, new Correlation.ByKey(0L), "200"));
    assertThat(messages).allMatch(Message::isComplete);
    assertThat(messages).allMatch(message -> message.protocol() == AppProtocol.HTTP3);
  }

  @Test
  void tellsHowUrgentTheClientSaysARequestIs() {
    String ofFirst = "800f0700 06 00 753d302c69";
    String ofPush = "800f0701 06 04 753d302c69";
    Streams streams =
        connection()
            .opener(90, Streams.CLIENT_CONTROL, new Http3Bytes().hex(ofFirst).hex(ofPush).bytes())
            .opener(100, 0, headers(GET))
            .opener(110, 4, headers(GET))
            .opener(
                120, Streams.SERVER_CONTROL, new Http3Bytes().hex("800f0700 04 04 753d39").bytes());
    assertThat(streams.read().messages())
        .filteredOn(message -> message.role() == MessageRole.REQUEST)
        .extracting(message -> message.stream().priority())
        .containsExactly("u=0,i", "");
  }

  @Test
  void measuresTheResponseOverItsPieces() {
    Message last = twoRequests().read().messages().getLast();

    // HEADERS 5, DATA 7, a reserved frame 5, DATA 11: what is reserved is not the message's.
    assertThat(last.span()).isEqualTo(new MessageSpan(200, 400, 6, 9, 0, 28, 23));
    assertThat(response(last).body().wireBytes()).isEqualTo("first and last".length());
    assertThat(response(last).version()).isEqualTo(HttpVersion.HTTP_3);
  }

  @Test
  void namesTheRequestAsOtherVersionsWould() {
    HttpRequest request = (HttpRequest) twoRequests().read().messages().getFirst().content();

    assertThat(request.url()).contains("https://x/a");
  }

  @Test
  void aSectionLastsUntilItsEntriesCame() {
    List<Message> messages = late().read().messages();

    HttpRequest request = (HttpRequest) messages.getFirst().content();
    assertThat(request.url()).contains("https://www.example.com/sample/path");
    assertThat(request.headEndNanos()).isEqualTo(150);
    assertThat(request.body().wireBytes()).isEqualTo(4);
    assertThat(messages.getFirst().span().firstNanos()).isEqualTo(100);
    assertThat(messages.getFirst().span().lastNanos()).isEqualTo(150);
    assertThat(messages).allMatch(Message::isComplete).hasSize(2);
  }

  @Test
  void aSectionWhoseEntriesNeverComeShowsWhatIsKnown() {
    List<Message> messages =
        connection()
            .opener(100, 0, new Http3Bytes().headers(GET_BY_REFERENCE).data("body").bytes())
            .ended(100, 0, CLIENT)
            .peer(200, 0, headers(OK))
            .ended(200, 0, SERVER)
            .read()
            .messages();

    PartialRequest request = (PartialRequest) messages.getFirst().content();
    assertThat(request.method()).contains("GET");
    assertThat(request.path()).isEmpty();
    assertThat(messages).extracting(Message::role).endsWith(MessageRole.RESPONSE);
  }

  @Test
  void aConnectionJoinedInTheMiddleShowsWhatIsKnown() {
    Streams joined =
        new Streams()
            .before(Streams.CLIENT_ENCODER, CLIENT, 50)
            .opener(50, Streams.CLIENT_ENCODER, Http3Bytes.encoder(TABLE))
            .opener(100, 8, headers(GET_BY_REFERENCE))
            .ended(100, 8, CLIENT)
            .peer(200, 8, headers(OK))
            .ended(200, 8, SERVER);

    List<Message> messages = joined.read().messages();
    assertThat(messages.getFirst().content()).isInstanceOf(PartialRequest.class);
    assertThat(messages.getFirst().span().lastNanos()).isEqualTo(100);
    assertThat(response(messages.getLast()).code()).isEqualTo(200);
  }

  @Test
  void keepsNoMoreThanALimitBehindASectionThatWaits() {
    Streams streams = connection().opener(100, 0, headers(GET_BY_REFERENCE));
    String piece = "x".repeat(1000);
    for (int i = 0; i < 2 * DecodeLimits.BLOCKED_STREAM_BYTES / 1000; i++) {
      streams.opener(110 + i, 0, new Http3Bytes().data(piece).bytes());
    }

    Message request = streams.read().messages().getFirst();
    assertThat(request.content()).isInstanceOf(PartialRequest.class);
    assertThat(request.span().wireBytes()).isGreaterThan(2L * DecodeLimits.BLOCKED_STREAM_BYTES);
  }

  @Test
  void readsInterimResponsesAndTrailers() {
    List<Message> messages =
        connection()
            .opener(100, 0, headers(GET))
            .peer(
                200,
                0,
                new Http3Bytes()
                    .headers("0000 d8") // :status 103
                    .headers(OK)
                    .data("body")
                    .headers("0000 23666f6f 03626172")
                    .bytes())
            .ended(300, 0)
            .read()
            .messages();

    assertThat(messages)
        .extracting(Message::role)
        .containsExactly(MessageRole.REQUEST, MessageRole.INTERIM, MessageRole.RESPONSE);
    assertThat(response(messages.getLast()).trailers().first("foo")).contains("bar");
  }

  @Test
  void aHoleInABodyLeavesTheRestReadable() {
    List<Message> messages =
        connection()
            .opener(100, 0, headers(GET))
            .peer(200, 0, new Http3Bytes().headers(OK).hex("000a 6162").bytes())
            .missing(300, 0, SERVER, 8)
            .peer(310, 0, new Http3Bytes().data("end").bytes())
            .ended(320, 0)
            .read()
            .messages();

    HttpResponse answer = response(messages.getLast());
    assertThat(answer.body().wireBytes()).isEqualTo(13);
    assertThat(answer.body().missingBytes()).isEqualTo(8);
    assertThat(messages.getLast().isComplete()).isFalse();
  }

  @Test
  void aHoleBetweenFramesLeavesTheMessageIncomplete() {
    List<Message> messages =
        connection()
            .opener(100, 0, headers(GET))
            .peer(200, 0, new Http3Bytes().headers(OK).data("ab").bytes())
            .missing(300, 0, SERVER, 8)
            .peer(310, 0, new Http3Bytes().data("no frame is certain here").bytes())
            .ended(320, 0)
            .read()
            .messages();

    assertThat(response(messages.getLast()).body().wireBytes()).isEqualTo(2);
    assertThat(messages.getLast().isComplete()).isFalse();
  }

  @Test
  void whoGivesUpFirstIsNamed() {
    List<Message> cancelled =
        connection()
            .opener(100, 0, headers(GET))
            .ended(100, 0, CLIENT)
            .stopped(200, 0, SERVER, CANCELLED)
            .reset(250, 0, SERVER, CANCELLED)
            .read()
            .messages();
    assertThat(cancelled.getLast().content())
        .isEqualTo(new StreamReset("STOP_SENDING", ErrorCode.reason(CANCELLED), CLIENT));
    assertThat(cancelled.getLast().content().isFailure()).isFalse();

    List<Message> refused =
        connection()
            .opener(100, 0, headers(GET))
            .ended(100, 0, CLIENT)
            .reset(250, 0, SERVER, 0x10b)
            .read()
            .messages();
    assertThat(refused.getLast().content().status()).contains("H3_REQUEST_REJECTED");
    assertThat(refused.getLast().content().isFailure()).isTrue();
  }

  @Test
  void aServerMayAnswerWithoutTheWholeRequest() {
    List<Message> messages =
        connection()
            .opener(100, 0, new Http3Bytes().headers(GET).hex("00 40ff 61").bytes())
            .peer(200, 0, headers(OK))
            .stopped(200, 0, CLIENT, 0x100)
            .ended(200, 0, SERVER)
            .reset(300, 0, CLIENT, 0x100)
            .read()
            .messages();

    assertThat(messages).extracting(Message::isComplete).containsExactly(false, true);
    assertThat(response(messages.getLast()).code()).isEqualTo(200);
  }

  @Test
  void endsWhatTheServerDoesNotTakeUp() {
    Streams streams =
        connection()
            .opener(100, 0, headers(GET))
            .opener(110, 4, headers(GET))
            .opener(200, Streams.SERVER_CONTROL, new Http3Bytes().frame(7, new byte[] {4}).bytes())
            .peer(300, 0, headers(OK))
            .ended(300, 0);

    assertThat(labels(streams))
        .containsExactly("GET /a", "GOAWAY H3_REQUEST_REJECTED", "GET /a", "200");
  }

  @Test
  void marksAPushedRequest() {
    byte[] promise = new Http3Bytes().number(0).hex("0000 d1 d7 5102 2f62").bytes();
    Streams streams =
        connection()
            .opener(100, 0, headers(GET))
            .peer(200, 0, new Http3Bytes().frame(5, promise).headers(OK).bytes())
            .ended(200, 0)
            .opener(
                300,
                Streams.PUSH,
                new Http3Bytes().number(1).number(0).headers(OK).data("pushed").bytes())
            .ended(310, Streams.PUSH, SERVER);

    assertThat(labels(streams)).containsExactly("GET /a", "200", "push /b", "200");
  }

  @Test
  void passesOnWhatTheTransportSaysOfWaits() {
    CreditWait wait = new CreditWait(210, 290);
    List<Message> messages =
        connection()
            .opener(100, 0, headers(GET))
            .peer(200, 0, headers(OK))
            .waited(0, SERVER, wait)
            .ended(300, 0)
            .read()
            .messages();

    assertThat(messages).extracting(Message::creditWaits).containsExactly(List.of(), List.of(wait));
  }

  @Test
  void givesTheSameHoweverCut() {
    for (Streams streams : List.of(twoRequests(), late())) {
      MessageRecorder.Recording whole = streams.read().recording();
      assertThat(streams.read(_ -> 1).recording()).isEqualTo(whole);
      for (int seed = 0; seed < 50; seed++) {
        Random random = new Random(seed);
        assertThat(streams.read(_ -> 1 + random.nextInt(9)).recording())
            .as("seed %d", seed)
            .isEqualTo(whole);
      }
    }
  }

  @Test
  void givesUpTheOldestOfTooManyStreams() {
    Streams flood = connection();
    for (int i = 0; i <= DecodeLimits.OPEN_STREAMS; i++) {
      flood.opener(100 + i, 4L * i, headers(GET));
    }

    assertThat(flood.read().messages().getFirst().correlation())
        .isEqualTo(new Correlation.ByKey(0L));
  }
}
