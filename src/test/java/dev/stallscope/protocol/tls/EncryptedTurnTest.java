package dev.stallscope.protocol.tls;

import static dev.stallscope.protocol.tls.TlsTalk.ms;
import static dev.stallscope.protocol.tls.TlsTalk.silence;
import static dev.stallscope.protocol.tls.TlsTalk.tls12;
import static dev.stallscope.protocol.tls.TlsTalk.tls13;
import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.net.Transport;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.StreamDecoder;
import dev.stallscope.protocol.StreamEnd;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptedTurnTest {
  private static final int OVERHEAD = 17;

  /** A record of TLS 1.3 with so much plaintext. */
  private static byte[] plain(int bytes) {
    return data(bytes + OVERHEAD);
  }

  private static List<String> told(Conversation conversation) {
    return told(conversation.read());
  }

  private static List<String> told(MessageRecorder recorder) {
    return recorder.messages().stream()
        .map(message -> message.content().label() + at(message))
        .toList();
  }

  private static String at(Message message) {
    return " " + message.span().firstNanos() / ms(1) + ".." + message.span().lastNanos() / ms(1);
  }

  @Test
  void pairsTurns() {
    Conversation conversation =
        tls13()
            .client(ms(30), plain(400))
            .server(ms(80), plain(16384))
            .server(ms(90), plain(1000))
            .client(ms(100), plain(1234))
            .server(ms(130), plain(50));
    assertThat(told(conversation))
        .containsExactly(
            "encrypted request (400 B) to example.org 30..30",
            "encrypted response (17.4 KB) from example.org 80..90",
            "encrypted request (1.2 KB) to example.org 100..100",
            "encrypted response (50 B) from example.org 130..130");
    assertThat(conversation.read().messages())
        .extracting(Message::confidence)
        .containsExactly(0.7, 0.7, 0.7, 0.7);
  }

  /** 24 + 9 + 6 * 12 bytes could be HTTP/2's preface, had they not been answered. */
  @Test
  void pairsARequestThatHasTheSizeOfAPreface() {
    Conversation conversation =
        tls13()
            .client(ms(30), plain(105))
            .server(ms(43), plain(300))
            .server(ms(43), plain(300))
            .server(ms(81), plain(16384));
    assertThat(told(conversation))
        .containsExactly(
            "encrypted request (105 B) to example.org 30..30",
            "encrypted response (16.4 KB) from example.org 81..81");
  }

  @Test
  void trustsTheThirdTurn() {
    Conversation conversation = tls13();
    for (int turn = 1; turn <= 3; turn++) {
      conversation =
          conversation.client(ms(turn * 100), plain(400)).server(ms(turn * 100 + 30), plain(900));
    }
    assertThat(conversation.read().messages())
        .extracting(Message::confidence)
        .containsExactly(0.7, 0.7, 0.7, 0.7, 0.9, 0.9);
  }

  @Test
  void takesNoTicketForAResponse() {
    assertThat(
            told(
                tls13()
                    .server(ms(41), join(data(255), data(255)))
                    .client(ms(100), plain(400))
                    .server(ms(130), plain(900))))
        .containsExactly(
            "encrypted request (400 B) to example.org 100..100",
            "encrypted response (900 B) from example.org 130..130");
  }

  @Test
  void takesNoTicketBeforeTheFirstResponseForItsBeginning() {
    assertThat(
            told(
                tls13()
                    .client(ms(21), plain(400))
                    .server(ms(41), join(data(255), data(255)))
                    .server(ms(130), plain(900))))
        .containsExactly(
            "encrypted request (400 B) to example.org 21..21",
            "encrypted response (900 B) from example.org 130..130");
  }

  @Test
  void takesAQuickSmallResponseForOneAfterAll() {
    assertThat(told(tls13().client(ms(21), plain(400)).server(ms(42), plain(200))))
        .containsExactly(
            "encrypted request (400 B) to example.org 21..21",
            "encrypted response (200 B) from example.org 42..42");
  }

  @Test
  void leavesPairsOfTicketsOutOfAQuickResponse() {
    assertThat(
            told(
                tls13()
                    .client(ms(21), plain(400))
                    .server(ms(41), join(data(255), data(255), plain(200)))
                    .client(ms(60), plain(10))))
        .containsExactly(
            "encrypted request (400 B) to example.org 21..21",
            "encrypted response (200 B) from example.org 41..41");
  }

  @Test
  void endsAResponseAtALongSilence() {
    assertThat(
            told(
                tls13()
                    .client(ms(30), plain(400))
                    .server(ms(60), plain(900))
                    .server(ms(561), plain(900))
                    .client(ms(700), plain(100))))
        .containsExactly(
            "encrypted request (400 B) to example.org 30..30",
            "encrypted response (900 B) from example.org 60..60",
            "encrypted request (100 B) to example.org 700..700");
  }

  @Test
  void goesOnWithAResponseAfterLessThanThat() {
    assertThat(
            told(
                tls13()
                    .client(ms(30), plain(400))
                    .server(ms(60), plain(900))
                    .server(ms(560), plain(900))))
        .contains("encrypted response (1.8 KB) from example.org 60..560");
  }

  @Test
  void goesOnWithAResponseThatStoppedBehindAFullRecord() {
    assertThat(
            told(
                tls13()
                    .client(ms(30), plain(400))
                    .server(ms(60), plain(16384))
                    .server(ms(900), plain(900))))
        .contains("encrypted response (17.3 KB) from example.org 60..900");
  }

  @Test
  void doesNotSayThatAnUnknownRequestCameSlowly() {
    assertThat(
            told(
                tls13()
                    .client(ms(30), plain(400))
                    .client(ms(900), plain(600))
                    .server(ms(950), plain(90))))
        .contains("encrypted request (600 B) to example.org 900..900");
  }

  @Test
  void keepsARequestTogetherThatComesSlowly() {
    assertThat(
            told(
                tls12()
                    .client(ms(50), data(424))
                    .client(ms(900), data(624))
                    .server(ms(950), data(114))))
        .containsExactly(
            "encrypted request (1.0 KB) to example.org 50..900",
            "encrypted response (90 B) from example.org 950..950");
  }

  @Test
  void takesNoCloseNotifyForARequest() {
    assertThat(
            told(
                tls13()
                    .client(ms(30), plain(400))
                    .server(ms(60), plain(90))
                    .client(ms(70), data(19))))
        .hasSize(2);
  }

  @Test
  void leavesOutControlFramesOfHttp2() {
    Conversation conversation =
        tls13()
            .client(ms(21), plain(24 + 9 + 3 * 6 + 13))
            .client(ms(22), plain(120))
            .server(ms(43), plain(9 + 6 * 2))
            .client(ms(44), plain(9))
            .server(ms(60), plain(700))
            .client(ms(61), plain(13));
    assertThat(told(conversation))
        .containsExactly(
            "encrypted request (120 B) to example.org 22..22",
            "encrypted response (700 B) from example.org 60..60");
    EncryptedTurn request = (EncryptedTurn) conversation.read().messages().getFirst().content();
    assertThat(request.guess()).isEqualTo(AppProtocol.HTTP2);
    assertThat(request.reason())
        .isEqualTo("h2 was offered and the first record has the size of its preface");
    assertThat(conversation.read().messages().getFirst().confidence()).isEqualTo(0.4);
  }

  @Test
  void takesTheServersSettingsBehindItsTicketsForNoResponse() {
    assertThat(
            told(
                tls13()
                    .client(ms(21), plain(24 + 9 + 3 * 6 + 13))
                    .client(ms(22), plain(120))
                    .server(ms(43), plain(265))
                    .server(ms(43), plain(265))
                    .server(ms(43), plain(9 + 6 * 3 + 13))
                    .server(ms(43), plain(9))
                    .client(ms(44), plain(9))
                    .server(ms(200), plain(98))))
        .containsExactly(
            "encrypted request (120 B) to example.org 22..22",
            "encrypted response (98 B) from example.org 200..200");
  }

  /** PRIORITY (RFC 9113 section 6.3) asks for nothing, whatever the server says next. */
  @Test
  void takesNoPriorityForARequest() {
    assertThat(
            told(
                tls13()
                    .client(ms(21), plain(24 + 9 + 3 * 6 + 13))
                    .client(ms(22), plain(120))
                    .server(ms(60), plain(98))
                    .client(ms(61), plain(14))
                    .server(ms(700), plain(300))))
        .startsWith(
            "encrypted request (120 B) to example.org 22..22",
            "encrypted response (98 B) from example.org 60..60")
        .noneMatch(said -> said.startsWith("encrypted request (14 B)"));
  }

  @Test
  void pairsNothingWhereTheServerSpeaksUnasked() {
    assertThat(
            told(
                tls13()
                    .client(ms(30), plain(400))
                    .server(ms(60), plain(150))
                    .server(ms(3000), plain(40))
                    .server(ms(3010), plain(40))
                    .server(ms(6000), plain(40))
                    .client(ms(7000), plain(50))
                    .server(ms(9000), plain(40))))
        .containsExactly(
            "encrypted request (400 B) to example.org 30..30",
            "encrypted response (150 B) from example.org 60..60",
            "encrypted traffic (50 B sent, 80 B received) with example.org 6000..9000");
  }

  @Test
  void takesNoShortFrameForARequestOfHttp1() {
    assertThat(
            told(
                tls12()
                    .client(ms(50), data(424))
                    .server(ms(80), data(174))
                    .client(ms(900), data(24 + 12))
                    .server(ms(4000), data(24 + 30))))
        .containsExactly(
            "encrypted request (400 B) to example.org 50..50",
            "encrypted response (150 B) from example.org 80..80",
            "encrypted traffic (12 B sent, 30 B received) with example.org 900..4000");
  }

  @Test
  void doesNotSayWhichOfSeveralHttp2RequestsWaits() {
    Conversation conversation =
        tls13()
            .client(ms(21), plain(24 + 9 + 3 * 6 + 13))
            .client(ms(22), plain(120))
            .client(ms(23), plain(60))
            .server(ms(200), plain(98));
    assertThat(conversation.read().messages())
        .extracting(message -> message.content().isLongLived())
        .containsExactly(true, false);
  }

  /** Three requests of HTTP/2, and answers with so much plaintext at those times. */
  private static Conversation threeAsked(int... timesAndBytes) {
    Conversation conversation =
        tls13()
            .client(ms(21), plain(24 + 9 + 3 * 6 + 13))
            .client(ms(22), plain(50))
            .client(ms(23), plain(21))
            .client(ms(24), plain(21))
            .server(ms(43), plain(265))
            .server(ms(43), plain(265))
            .server(ms(43), plain(9 + 9));
    for (int i = 0; i < timesAndBytes.length; i += 2) {
      byte[] record = plain(Math.abs(timesAndBytes[i + 1]));
      conversation =
          timesAndBytes[i + 1] < 0
              ? conversation.client(ms(timesAndBytes[i]), record)
              : conversation.server(ms(timesAndBytes[i]), record);
    }
    return conversation;
  }

  /** Two answers, WINDOW_UPDATE, and what ends a stream after a silence. */
  @Test
  void tellsTheLastAnswerToSeveralRequestsThatCameLate() {
    assertThat(told(threeAsked(80, 100, 90, 74, 91, -13, 900, 88, 901, 9)))
        .containsExactly(
            "encrypted requests (92 B) to example.org 22..24",
            "encrypted response (174 B) from example.org 80..90",
            "encrypted request (21 B) to example.org 24..24",
            "encrypted response (88 B) from example.org 900..901");
  }

  @Test
  void tellsNoLateAnswerThatMayBeNewsOrAnswered() {
    // The stream stays open; all three may have been answered; something may have been asked.
    assertThat(told(threeAsked(80, 100, 90, 74, 900, 88))).hasSize(2);
    assertThat(told(threeAsked(80, 100, 90, 74, 95, 74, 900, 88, 901, 9))).hasSize(2);
    assertThat(told(threeAsked(80, 100, 90, 74, 850, -13, 900, 88, 901, 9))).hasSize(2);
    assertThat(told(threeAsked(80, 100, 90, 74, 900, 88, 1500, 9))).hasSize(2);
  }

  /** 9 + 6 * 10 bytes could be SETTINGS, had they not come with the preface. */
  @Test
  void takesNoRequestForSettingsThatHaveCome() {
    assertThat(
            told(
                tls13()
                    .client(ms(21), plain(24 + 9 + 3 * 6))
                    .client(ms(22), plain(69))
                    .server(ms(60), plain(700))))
        .contains("encrypted request (69 B) to example.org 22..22");
  }

  @Test
  void leavesOutSettingsBehindAPrefaceThatStandsAlone() {
    assertThat(
            told(
                tls13()
                    .client(ms(21), plain(24))
                    .client(ms(22), plain(9 + 3 * 6))
                    .client(ms(23), plain(69))
                    .server(ms(60), plain(700))))
        .contains("encrypted request (69 B) to example.org 23..23");
  }

  @Test
  void guessesByTheProtocolThatTheServerChose() {
    EncryptedTurn request =
        (EncryptedTurn) tls12().client(ms(50), data(64)).read().messages().getFirst().content();
    assertThat(request.guess()).isEqualTo(AppProtocol.HTTP1);
    assertThat(request.reason()).isEqualTo("the server chose http/1.1");
    assertThat(request.plaintextBytes()).isEqualTo(40);
  }

  /** The third response comes before the second has ended, and sooner than any answer could. */
  @Test
  void pairsNothingWhereAnswersComeSoonerThanTheyCan() {
    Conversation conversation =
        tls13()
            .client(ms(30), plain(400))
            .server(ms(60), plain(16384))
            .client(ms(61), plain(300))
            .server(ms(62), plain(16384))
            .server(ms(63), plain(16384))
            .client(ms(64), plain(200))
            .server(ms(90), plain(100));
    assertThat(told(conversation))
        .containsExactly(
            "encrypted request (400 B) to example.org 30..30",
            "encrypted response (16.4 KB) from example.org 60..60",
            "encrypted traffic (500 B sent, 100 B received) with example.org 61..90");
    assertThat(conversation.read().messages().getLast().content().isLongLived()).isTrue();
  }

  @Test
  void knowsByTheAcknowledgementsThatTurnsFollowOneAnother() {
    assertThat(told(withAcknowledgements(true)))
        .containsExactly(
            "encrypted request (400 B) to example.org 30..30",
            "encrypted response (16.4 KB) from example.org 60..60",
            "encrypted request (300 B) to example.org 61..61",
            "encrypted response (32.8 KB) from example.org 62..63");
    assertThat(told(withAcknowledgements(false)))
        .endsWith("encrypted traffic (300 B sent, 0 B received) with example.org 61..61");
  }

  /** A client that asks again with answers still on their way does not wait for them. */
  @Test
  void pairsNothingWhereTheClientAsksBeforeItHasTheAnswer() {
    Conversation talk =
        tls13()
            .client(ms(30), plain(400))
            .server(ms(60), plain(900))
            .client(ms(61), plain(300))
            .server(ms(100), plain(900))
            .client(ms(101), plain(200))
            .server(ms(140), plain(900));

    assertThat(told(withAcknowledgements(talk, Direction.CLIENT_TO_SERVER, ms(30))))
        .containsExactly(
            "encrypted request (400 B) to example.org 30..30",
            "encrypted response (900 B) from example.org 60..60",
            "encrypted request (300 B) to example.org 61..61",
            "encrypted response (900 B) from example.org 100..100",
            "encrypted traffic (200 B sent, 900 B received) with example.org 101..140");
  }

  private static MessageRecorder withAcknowledgements(boolean acknowledged) {
    Conversation talk =
        tls13()
            .client(ms(30), plain(400))
            .server(ms(60), plain(16384))
            .client(ms(61), plain(300))
            .server(ms(62), plain(16384))
            .server(ms(63), plain(16384));
    return withAcknowledgements(talk, Direction.SERVER_TO_CLIENT, acknowledged ? ms(1000) : ms(60));
  }

  /** Each packet acknowledges what came before; one side's stop to from some time on. */
  private static MessageRecorder withAcknowledgements(
      Conversation talk, Direction late, long untilNanos) {
    MessageRecorder recorder = new MessageRecorder();
    StreamDecoder reader =
        new TlsDecoder().stream(talk.context(Transport.TCP, recorder)).orElseThrow();
    long[] offsets = new long[2];
    long answered = 0;
    for (int packet = 0; packet < talk.turns().size(); packet++) {
      Conversation.Turn turn = talk.turns().get(packet);
      int side = turn.direction().ordinal();
      long other = offsets[1 - side];
      boolean isLate = turn.direction() == late;
      answered = isLate && turn.epochNanos() <= untilNanos ? other : answered;
      StreamBytes bytes =
          new StreamBytes()
              .set(turn.bytes(), 0, turn.bytes().length, offsets[side], turn.epochNanos(), packet)
              .acknowledging(isLate ? answered : other);
      reader.bytes(turn.direction(), bytes);
      offsets[side] += turn.bytes().length;
    }
    for (Direction direction : Direction.values()) {
      reader.end(direction, StreamEnd.CAPTURE_END, ms(100), 9);
    }
    return recorder;
  }

  @Test
  void tellsTurnsOfAStreamJoinedInTheMiddle() {
    Conversation conversation =
        silence().server(ms(0), data(500)).client(ms(30), data(424)).server(ms(60), data(924));
    assertThat(told(conversation))
        .containsExactly("encrypted request (400 B) 30..30", "encrypted response (900 B) 60..60");
    assertThat(conversation.read().setups()).isEmpty();
  }
}
