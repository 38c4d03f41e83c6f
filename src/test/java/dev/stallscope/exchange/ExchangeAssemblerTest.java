package dev.stallscope.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stallscope.flow.tcp.EventCounts;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.flow.tcp.TcpConnection.Closing;
import dev.stallscope.flow.tcp.TcpConnection.Handshake;
import dev.stallscope.flow.tcp.TcpConnection.RoundTrip;
import dev.stallscope.flow.tcp.TcpConnection.Side;
import dev.stallscope.flow.tcp.Vantage;
import dev.stallscope.net.Direction;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Times in milliseconds; connections are told apart by the client's port. */
class ExchangeAssemblerTest {
  private static final Endpoint CLIENT = endpoint("10.0.0.1", 40000);
  private static final Endpoint SERVER = endpoint("10.0.0.2", 80);

  private final List<TcpConnection> connections = new ArrayList<>();
  private final List<Conversation> conversations = new ArrayList<>();

  @Test
  void chargesTheConnectionToTheRequestThatWaitedForIt() {
    connect(0, CLIENT, SERVER, 0, 40, Handshake.Outcome.ESTABLISHED);
    converse(0, CLIENT, SERVER, request(41, 42), response(142, 150));
    Exchange get = requests().getFirst();
    assertThat(phases(get))
        .containsExactly(
            "connect 0..40", "blocked 40..41", "send 41..42", "wait 42..142", "receive 142..150");
    assertThat(exchanges().getFirst().parent()).isEqualTo(get.id());
  }

  @Test
  void chargesItOnlyOnce() {
    connect(0, CLIENT, SERVER, 0, 40, Handshake.Outcome.ESTABLISHED);
    converse(
        0, CLIENT, SERVER, request(40, 40), response(80, 80), request(90, 90), response(130, 130));
    assertThat(phases(requests().get(1))).containsExactly("wait 90..130");
  }

  @Test
  void aConnectionOpenedAheadStandsAlone() {
    connect(0, CLIENT, SERVER, 0, 40, Handshake.Outcome.ESTABLISHED);
    converse(0, CLIENT, SERVER, request(1041, 1042), response(1100, 1100));
    assertThat(phases(requests().getFirst())).containsExactly("send 1041..1042", "wait 1042..1100");
    assertThat(exchanges().getFirst().parent()).isEqualTo(-1);
  }

  @Test
  void aHandshakeComesBetweenConnectionAndRequest() {
    connect(0, CLIENT, SERVER, 0, 40, Handshake.Outcome.ESTABLISHED);
    Conversation spoken = conversation(0, CLIENT, SERVER, request(120, 121), response(200, 210));
    SetupMessage tls =
        new SetupMessage(AppProtocol.TLS, ms(41), ms(119), 3, 8, true, new Said("TLS", false));
    conversations.add(
        new Conversation(0, CLIENT, SERVER, spoken.messages(), List.of(tls), spoken.endNanos()));
    assertThat(phases(requests().getFirst()))
        .containsExactly(
            "connect 0..40",
            "blocked 40..41",
            "tls 41..119",
            "blocked 119..120",
            "send 120..121",
            "wait 121..200",
            "receive 200..210");
    assertThat(exchanges())
        .extracting(Exchange::kind)
        .containsExactly(ExchangeKind.CONNECT, ExchangeKind.TLS, ExchangeKind.REQUEST);
    assertThat(exchanges()).extracting(Exchange::parent).containsExactly(2, 2, -1);
  }

  @Test
  void anAttemptOverAnotherFamilyIsPartOfTheConnect() {
    Endpoint client6 = endpoint("2001:db8::1", 40001);
    Endpoint server6 = endpoint("2001:db8::2", 80);
    connect(0, client6, server6, 0, 3000, Handshake.Outcome.UNANSWERED);
    connect(1, CLIENT, SERVER, 250, 290, Handshake.Outcome.ESTABLISHED);
    converse(1, CLIENT, SERVER, request(290, 290), response(330, 330));
    assertThat(phases(requests().getFirst())).containsExactly("connect 0..290", "wait 290..330");
    assertThat(exchanges()).extracting(Exchange::parent).containsExactly(2, 2, -1);
  }

  @Test
  void aRefusedConnectionIsAFailedExchange() {
    connect(0, CLIENT, SERVER, 0, 40, Handshake.Outcome.REFUSED);
    Exchange connect = exchanges().getFirst();
    assertThat(connect.isFailed()).isTrue();
    assertThat(connect.status()).contains("refused");
    assertThat(connect.durationNanos()).isEqualTo(ms(40));
  }

  @Test
  void pipelinedRequestsWaitForTheAnswersBeforeTheirs() {
    converse(
        0, CLIENT, SERVER, request(0, 1), request(1, 2), response(100, 300), response(301, 310));
    assertThat(phases(requests().get(1)))
        .containsExactly("send 1..2", "blocked 2..300", "wait 300..301", "receive 301..310");
  }

  @Test
  void anInterimAnswerDoesNotCloseTheRequest() {
    converse(
        0,
        CLIENT,
        SERVER,
        request(0, 1),
        message(MessageRole.INTERIM, 40, 40, Correlation.IN_ORDER, "100"),
        response(80, 81));
    assertThat(requests()).hasSize(1);
    assertThat(requests().getFirst().interim()).hasSize(1);
    assertThat(phases(requests().getFirst()))
        .containsExactly("send 0..1", "wait 1..80", "receive 80..81");
  }

  @Test
  void aRequestSentAgainUnderTheSameKeyIsARetry() {
    Correlation key = new Correlation.ByKey("7");
    converse(
        0,
        CLIENT,
        SERVER,
        message(MessageRole.REQUEST, 0, 0, key, "q"),
        message(MessageRole.REQUEST, 50, 50, key, "q"),
        message(MessageRole.RESPONSE, 60, 60, key, "200"),
        message(MessageRole.REQUEST, 70, 70, key, "q"),
        message(MessageRole.RESPONSE, 75, 75, key, "200"));
    assertThat(requests()).extracting(Exchange::durationNanos).containsExactly(ms(60), ms(5));
  }

  @Test
  void answersFindTheirRequestsByKeyInAnyOrder() {
    converse(
        0,
        CLIENT,
        SERVER,
        message(MessageRole.REQUEST, 0, 0, new Correlation.ByKey(1), "slow"),
        message(MessageRole.REQUEST, 1, 1, new Correlation.ByKey(3), "quick"),
        message(MessageRole.RESPONSE, 10, 10, new Correlation.ByKey(3), "200"),
        message(MessageRole.RESPONSE, 90, 90, new Correlation.ByKey(1), "200"));
    assertThat(requests())
        .extracting(Exchange::label, Exchange::durationNanos)
        .containsExactly(tuple("slow", ms(90)), tuple("quick", ms(9)));
  }

  @Test
  void anAnswerNobodyAskedForIsNoExchange() {
    converse(0, CLIENT, SERVER, request(0, 0), response(10, 10), response(5000, 5000));
    assertThat(requests()).hasSize(1);
  }

  @Test
  void anAnswerByKeyWhoseRequestTheCaptureMissedIsOne() {
    converse(
        0,
        CLIENT,
        SERVER,
        message(MessageRole.REQUEST, 0, 0, new Correlation.ByKey(1), "seen"),
        message(MessageRole.RESPONSE, 10, 30, new Correlation.ByKey(3), "200"));
    assertThat(requests()).extracting(Exchange::label).containsExactly("seen", "200");
  }

  @Test
  void whoIsAnsweredByKeyIsNotBlockedByOthers() {
    converse(
        0,
        CLIENT,
        SERVER,
        message(MessageRole.REQUEST, 0, 0, new Correlation.ByKey(1), "first"),
        message(MessageRole.RESPONSE, 10, 50, new Correlation.ByKey(1), "200"),
        message(MessageRole.REQUEST, 1, 1, new Correlation.ByKey(3), "second"),
        message(MessageRole.RESPONSE, 60, 70, new Correlation.ByKey(3), "200"));
    assertThat(phases(requests().getLast())).containsExactly("wait 1..60", "receive 60..70");
  }

  @Test
  void anAnswerWhoseRequestTheCaptureMissedIsOne() {
    converse(0, CLIENT, SERVER, response(10, 30));
    assertThat(phases(requests().getFirst())).containsExactly("receive 10..30");
  }

  @Test
  void aRequestWithoutAnswerLastsUntilTheConnectionIsLastHeardOf() {
    conversations.add(
        new Conversation(0, CLIENT, SERVER, List.of(request(0, 1)), List.of(), ms(700)));
    Exchange open = requests().getFirst();
    assertThat(phases(open)).containsExactly("send 0..1", "wait 1..700");
    assertThat(open.isFailed()).isTrue();
  }

  @Test
  void whatAServerAsksWhileItAnswersHasItsQuestionAsParent() {
    Endpoint database = endpoint("10.0.0.3", 5432);
    Endpoint inner = endpoint("10.0.0.2", 50000);
    converse(0, CLIENT, SERVER, request(0, 1), response(100, 101));
    converse(1, inner, database, request(20, 20), response(60, 60));
    assertThat(requests().get(1).parent()).isEqualTo(requests().get(0).id());
  }

  @Test
  void withTwoPossibleParentsThereIsNone() {
    Endpoint inner = endpoint("10.0.0.2", 50000);
    converse(0, CLIENT, SERVER, request(0, 1), response(100, 101));
    converse(1, endpoint("10.0.0.9", 40000), SERVER, request(5, 6), response(100, 101));
    converse(2, inner, endpoint("10.0.0.3", 5432), request(20, 20), response(60, 60));
    assertThat(requests()).extracting(Exchange::parent).containsOnly(-1);
  }

  @Test
  void phasesAlwaysAddUpToTheDuration() {
    connect(0, CLIENT, SERVER, 0, 40, Handshake.Outcome.ESTABLISHED);
    converse(
        0, CLIENT, SERVER, request(30, 50), response(45, 60), request(55, 70), response(61, 90));
    for (Exchange exchange : exchanges()) {
      long sum =
          exchange.phases().timings().stream().mapToLong(t -> t.span().durationNanos()).sum();
      assertThat(sum).isEqualTo(exchange.durationNanos());
    }
  }

  private List<Exchange> exchanges() {
    return ExchangeAssembler.assemble(connections, conversations).exchanges();
  }

  private List<Exchange> requests() {
    return exchanges().stream().filter(e -> e.kind() == ExchangeKind.REQUEST).toList();
  }

  private static List<String> phases(Exchange exchange) {
    return exchange.phases().timings().stream()
        .map(
            timing ->
                timing.phase().id()
                    + " "
                    + timing.span().startNanos() / Nanos.PER_MILLI
                    + ".."
                    + timing.span().endNanos() / Nanos.PER_MILLI)
        .toList();
  }

  private void converse(int connection, Endpoint client, Endpoint server, Message... messages) {
    conversations.add(conversation(connection, client, server, messages));
  }

  private static Conversation conversation(
      int connection, Endpoint client, Endpoint server, Message... messages) {
    long end = messages[messages.length - 1].span().lastNanos();
    return new Conversation(connection, client, server, List.of(messages), List.of(), end);
  }

  private static Message request(int first, int last) {
    return message(MessageRole.REQUEST, first, last, Correlation.IN_ORDER, "GET /");
  }

  private static Message response(int first, int last) {
    return message(MessageRole.RESPONSE, first, last, Correlation.IN_ORDER, "200");
  }

  private static Message message(
      MessageRole role, int first, int last, Correlation correlation, String label) {
    return new Message(
        AppProtocol.HTTP1,
        role,
        role == MessageRole.REQUEST ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT,
        new MessageSpan(ms(first), ms(last), first, last, 0, 1),
        correlation,
        true,
        1,
        new Said(label, false));
  }

  private void connect(
      int id, Endpoint client, Endpoint server, int syn, int end, Handshake.Outcome outcome) {
    boolean isOpen = outcome == Handshake.Outcome.ESTABLISHED;
    Side side = new Side(1, 60, 0, 0, 0, 0, 1460, false, 7, true, 64, new EventCounts());
    connections.add(
        new TcpConnection(
            id,
            client,
            server,
            true,
            ms(syn),
            ms(end),
            0,
            1,
            new Handshake(
                outcome,
                ms(syn),
                ms(syn),
                isOpen ? ms(end) : -1,
                isOpen ? ms(end) : -1,
                0,
                1,
                2,
                1,
                1),
            new Closing(
                Direction.CLIENT_TO_SERVER,
                -1,
                -1,
                Direction.SERVER_TO_CLIENT,
                outcome == Handshake.Outcome.REFUSED ? ms(end) : -1,
                -1,
                -1,
                -1,
                -1,
                -1,
                -1),
            side,
            side,
            new RoundTrip(ms(40), 0, ms(40), ms(40), ms(40), ms(240), 1),
            Vantage.NEAR_CLIENT,
            Set.of()));
  }

  private static Endpoint endpoint(String address, int port) {
    return new Endpoint(IpAddress.parse(address), port);
  }

  private static long ms(int millis) {
    return Nanos.ofMillis(millis);
  }

  /** A message that says only what it is called. */
  private record Said(String label, boolean isFailure) implements MessageContent {}
}
