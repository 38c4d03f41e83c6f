package dev.stallscope.protocol.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.CatalogueDetector;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.TransportWait;
import dev.stallscope.protocol.TransportWait.Kind;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.time.Nanos;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a connection's transport held its sender back. Times are milliseconds. */
class QuicWaitsTest {
  private static final byte[] PING = {1, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] HELLO = QuicTalk.crypto(0, QuicTalk.clientHello("example.org"));

  private final SealedQuic sealed = new SealedQuic(QuicVersion.V1, 0x1301);
  private final QuicTalk talk = new QuicTalk(QuicVersion.V1);
  private final RecordedStreams streams = new RecordedStreams();

  private Conversation decrypted() {
    return decrypted("");
  }

  private Conversation decrypted(String parameters) {
    QuicDecoder decoder = new QuicDecoder(sealed.secrets());
    return sealed
        .handshake(Conversation.with(decoder, 443), parameters)
        .server(Nanos.ofMillis(60), sealed.server(0, QuicTalk.ack(0)))
        .detectedBy(new CatalogueDetector(List.of(decoder, streams)));
  }

  private static Conversation clear() {
    return Conversation.with(new QuicDecoder(), 443);
  }

  private static List<TransportWait> waits(Conversation conversation) {
    MessageRecorder recorder = conversation.readDatagrams();
    return recorder.connections().getFirst().waits();
  }

  private static TransportWait wait(
      Kind kind, Direction sender, long start, long end, int first, int last, Object... keys) {
    return new TransportWait(
        kind, sender, Nanos.ofMillis(start), Nanos.ofMillis(end), first, last, Set.of(keys));
  }

  @Test
  void findsAHelloThatWasSentAgainWithoutKeys() {
    Conversation conversation =
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .client(Nanos.ofMillis(1000), talk.clientInitial(QuicTalk.FIRST_ID, 1, HELLO))
            .server(
                Nanos.ofMillis(1040),
                talk.serverInitial(
                    0, QuicTalk.ackOnly(1), QuicTalk.crypto(0, QuicTalk.serverHello())));
    assertThat(waits(conversation))
        .containsExactly(wait(Kind.PROBE_TIMEOUT, Direction.CLIENT_TO_SERVER, 0, 1000, 0, 1));
  }

  @Test
  void doesNotCallAHelloLostThatTheServerHadAllAlong() {
    Conversation conversation =
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .client(Nanos.ofMillis(150), talk.clientInitial(QuicTalk.FIRST_ID, 1, HELLO))
            .server(
                Nanos.ofMillis(200),
                talk.serverInitial(0, QuicTalk.ack(0), QuicTalk.crypto(0, QuicTalk.serverHello())))
            .server(Nanos.ofMillis(350), talk.serverInitial(1, QuicTalk.ack(1)));
    assertThat(waits(conversation)).isEmpty();
  }

  @Test
  void doesNotBlameATimerForAHelloInTwoDatagrams() {
    byte[] hello = QuicTalk.clientHello("a".repeat(40));
    Conversation conversation =
        clear()
            .client(
                0,
                talk.clientInitial(
                    QuicTalk.FIRST_ID, 0, QuicTalk.crypto(0, Arrays.copyOf(hello, 30))))
            .client(
                Nanos.ofMillis(30),
                talk.clientInitial(
                    QuicTalk.FIRST_ID,
                    1,
                    QuicTalk.crypto(30, Arrays.copyOfRange(hello, 30, hello.length))))
            .server(
                Nanos.ofMillis(70),
                talk.serverInitial(0, QuicTalk.ack(1), QuicTalk.crypto(0, QuicTalk.serverHello())));
    assertThat(waits(conversation)).isEmpty();
  }

  @Test
  void tellsNothingOfTimersWhereNothingEverAnswered() {
    Conversation conversation =
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .client(Nanos.ofMillis(1000), talk.clientInitial(QuicTalk.FIRST_ID, 1, HELLO));
    assertThat(waits(conversation)).isEmpty();
  }

  @Test
  void findsDataThatWereSentAgainAndWhoseTheyWere() {
    byte[] question = SealedQuic.stream(4, 0, "question", true);
    Conversation conversation =
        decrypted()
            .client(Nanos.ofMillis(100), sealed.client(1, question))
            .client(Nanos.ofMillis(300), sealed.client(2, question))
            .client(Nanos.ofMillis(700), sealed.client(3, PING))
            .server(Nanos.ofMillis(740), sealed.server(1, QuicTalk.ackOnly(3)));
    assertThat(waits(conversation))
        .containsExactly(
            wait(Kind.PROBE_TIMEOUT, Direction.CLIENT_TO_SERVER, 100, 300, 4, 5, 4L),
            wait(Kind.PROBE_TIMEOUT, Direction.CLIENT_TO_SERVER, 300, 700, 5, 6));
  }

  @Test
  void doesNotTakeAKeepAliveForAProbe() {
    Conversation conversation =
        decrypted()
            .client(Nanos.ofMillis(100), sealed.client(1, SealedQuic.stream(4, 0, "a", true)))
            .server(Nanos.ofMillis(140), sealed.server(1, QuicTalk.ack(1)))
            .client(Nanos.ofMillis(15_000), sealed.client(2, PING))
            .server(Nanos.ofMillis(15_040), sealed.server(2, QuicTalk.ack(2)));
    assertThat(waits(conversation)).isEmpty();
  }

  @Test
  void doesNotTakeASlowServerForLoss() {
    Conversation conversation =
        decrypted()
            .client(Nanos.ofMillis(100), sealed.client(1, SealedQuic.stream(4, 0, "a", true)))
            .server(Nanos.ofMillis(140), sealed.server(1, QuicTalk.ack(1)))
            .server(Nanos.ofMillis(2_140), sealed.server(2, SealedQuic.stream(4, 0, "b", true)));
    assertThat(waits(conversation)).isEmpty();
  }

  /** Up to three packets of an answer, beside the client; its ACK follows the last by nothing. */
  private Conversation answered(int... numbersAndOffsets) {
    Conversation conversation =
        decrypted()
            .client(Nanos.ofMillis(61), sealed.client(1, SealedQuic.stream(4, 0, "a", true)))
            .server(Nanos.ofMillis(101), sealed.server(1, SealedQuic.stream(4, 0, "abc", false)))
            .client(Nanos.ofMillis(101), sealed.client(2, QuicTalk.ack(1)));
    for (int i = 0; i < numbersAndOffsets.length; i += 3) {
      conversation =
          conversation.server(
              Nanos.ofMillis(numbersAndOffsets[i]),
              sealed.server(
                  numbersAndOffsets[i + 1],
                  SealedQuic.stream(4, numbersAndOffsets[i + 2], "abc", false)));
    }
    return conversation;
  }

  @Test
  void findsTheTimerBesideTheReceiverByTheHoleThatIsFilled() {
    assertThat(waits(answered(102, 3, 6, 300, 4, 3)))
        .containsExactly(wait(Kind.PROBE_TIMEOUT, Direction.SERVER_TO_CLIENT, 102, 300, 7, 8, 4L));
  }

  @Test
  void findsTheTimerBesideTheReceiverByTheNumberThatIsMissing() {
    assertThat(waits(answered(300, 3, 3)))
        .containsExactly(wait(Kind.PROBE_TIMEOUT, Direction.SERVER_TO_CLIENT, 101, 300, 5, 7, 4L));
  }

  /** A packet that is full, and one that is not before a silence. */
  private Conversation paused(String before, int numberAfter) {
    return decrypted()
        .client(Nanos.ofMillis(61), sealed.client(1, SealedQuic.stream(4, 0, "a", true)))
        .server(Nanos.ofMillis(100), sealed.server(1, SealedQuic.stream(8, 0, "abcdef", true)))
        .server(Nanos.ofMillis(101), sealed.server(2, SealedQuic.stream(4, 0, before, false)))
        .server(
            Nanos.ofMillis(300),
            sealed.server(numberAfter, SealedQuic.stream(4, before.length(), "def", true)));
  }

  @Test
  void knowsTheServersPauseByTheNumberThatFollows() {
    assertThat(waits(paused("abc", 3)))
        .containsExactly(wait(Kind.PAUSE, Direction.SERVER_TO_CLIENT, 101, 300, 6, 7, 4L));
  }

  @Test
  void takesWhatThePathHeldBackForNoPause() {
    assertThat(waits(paused("abcdef", 3))).isEmpty();
  }

  @Test
  void findsTheTimerOfAnAnswerThatWasLostWhole() {
    Conversation conversation =
        decrypted()
            .client(Nanos.ofMillis(61), sealed.client(1, SealedQuic.stream(4, 0, "a", true)))
            .server(Nanos.ofMillis(171), sealed.server(2, SealedQuic.stream(4, 0, "abc", true)));
    assertThat(waits(conversation))
        .containsExactly(wait(Kind.PROBE_TIMEOUT, Direction.SERVER_TO_CLIENT, 61, 171, 3, 5, 4L));
  }

  @Test
  void blamesNoTimerWhereAServerIsSilentForLong() {
    Conversation conversation =
        decrypted()
            .client(Nanos.ofMillis(61), sealed.client(1, SealedQuic.stream(4, 0, "a", true)))
            .server(Nanos.ofMillis(861), sealed.server(2, SealedQuic.stream(4, 0, "abc", true)));
    assertThat(waits(conversation)).isEmpty();
  }

  @Test
  void doesNotBlameATimerForTheFirstOfNewDataThatWereLost() {
    assertThat(waits(answered(300, 3, 6, 330, 4, 3))).isEmpty();
  }

  @Test
  void doesNotBlameATimerForARepairWithinARoundTrip() {
    assertThat(waits(answered(102, 3, 6, 132, 4, 3))).isEmpty();
  }

  /** Two packets behind one that is missing, which comes last; beside the client. */
  private Conversation repaired(int number, boolean isWhole) {
    return answered(103, 4, 6, 110, 5, 9)
        .server(Nanos.ofMillis(141), sealed.server(number, SealedQuic.stream(4, 3, "abc", false)))
        .server(Nanos.ofMillis(141), sealed.server(7, SealedQuic.stream(4, 12, "", isWhole)));
  }

  @Test
  void tellsHowLongTheEndOfAStreamWasLateBecauseOfALoss() {
    Conversation conversation =
        answered(103, 3, 6)
            .server(Nanos.ofMillis(104), sealed.server(4, SealedQuic.stream(4, 9, "abc", true)))
            .server(Nanos.ofMillis(141), sealed.server(6, SealedQuic.stream(4, 3, "abc", false)));
    MessageRecorder recorder = conversation.readDatagrams();
    DatagramConnection connection = recorder.connections().getFirst();
    assertThat(connection.waits())
        .containsExactly(wait(Kind.LOSS, Direction.SERVER_TO_CLIENT, 104, 141, 8, 9, 4L));
    assertThat(connection.fromServer().lost()).isEqualTo(1);
  }

  /**
   * Ten packets of an answer, a millisecond apart from 100 ms on, of which one was lost; the answer
   * goes on after a silence, and what was lost comes long before its end.
   */
  private Conversation silentAfterLoss(long silenceMillis, int lost, boolean isNeverSilentElse) {
    Conversation conversation = decrypted();
    for (int i = 1; i <= 10; i++) {
      long pause = i > 5 && !isNeverSilentElse ? silenceMillis : 0;
      if (i != lost) {
        conversation =
            conversation.server(
                Nanos.ofMillis(99 + i + pause),
                sealed.server(i, SealedQuic.stream(4, 3 * i - 3, "abc", false)));
      }
    }
    long after = 109 + (isNeverSilentElse ? 0 : silenceMillis) + silenceMillis;
    return conversation
        .server(Nanos.ofMillis(after), sealed.server(11, SealedQuic.stream(4, 30, "abc", false)))
        .server(
            Nanos.ofMillis(after + 1),
            sealed.server(12, SealedQuic.stream(4, 3 * lost - 3, "abc", false)))
        .server(
            Nanos.ofMillis(after + 2), sealed.server(13, SealedQuic.stream(4, 33, "abc", true)));
  }

  @Test
  void tellsTheSilenceThatFollowsALossInTheMiddleOfAnAnswer() {
    assertThat(waits(silentAfterLoss(20, 9, true)))
        .containsExactly(
            new TransportWait(
                Kind.LOSS,
                Direction.SERVER_TO_CLIENT,
                Nanos.ofMillis(109),
                Nanos.ofMillis(129),
                Nanos.ofMillis(18),
                12,
                13,
                Set.of(4L)));
  }

  @Test
  void tellsNoSilenceAfterALossThatIsUsualOrShort() {
    assertThat(waits(silentAfterLoss(20, 9, false))).isEmpty();
    assertThat(waits(silentAfterLoss(4, 9, true))).isEmpty();
  }

  @Test
  void blamesNoLossForWhatNeverComes() {
    Conversation conversation = decrypted();
    for (int i = 1; i <= 20; i++) {
      if (i != 9) {
        conversation =
            conversation.server(
                Nanos.ofMillis(99 + i + (i > 15 ? 20 : 0)),
                sealed.server(i, SealedQuic.stream(4, 3 * i - 3, "abc", i == 20)));
      }
    }
    assertThat(waits(conversation)).isEmpty();
  }

  @Test
  void blamesNoLossForASilenceBeforeItIsSeen() {
    assertThat(waits(silentAfterLoss(20, 10, true))).isEmpty();
  }

  @Test
  void takesALatePacketForNoLoss() {
    Conversation conversation =
        answered(103, 3, 6)
            .server(Nanos.ofMillis(104), sealed.server(4, SealedQuic.stream(4, 9, "abc", true)))
            .server(Nanos.ofMillis(141), sealed.server(2, SealedQuic.stream(4, 3, "abc", false)));
    MessageRecorder recorder = conversation.readDatagrams();
    DatagramConnection connection = recorder.connections().getFirst();
    assertThat(connection.waits()).isEmpty();
    assertThat(connection.fromServer().lost()).isZero();
  }

  @Test
  void blamesNoLossWhereTheStreamGoesOn() {
    assertThat(waits(repaired(6, false))).isEmpty();
    assertThat(waits(repaired(6, true))).isEmpty();
  }

  @Test
  void knowsAnOutageByTheNumbersThatAreMissingTogether() {
    assertThat(waits(answered(102, 2, 3, 900, 7, 6)))
        .containsExactly(wait(Kind.OUTAGE, Direction.SERVER_TO_CLIENT, 102, 900, 7, 8, 4L));
    assertThat(waits(answered(102, 2, 3, 900, 6, 6)))
        .containsExactly(wait(Kind.PROBE_TIMEOUT, Direction.SERVER_TO_CLIENT, 102, 900, 7, 8, 4L));
  }

  /** The server repeats what the client had all the time: it never heard of it. */
  @Test
  void knowsAnOutageByTheRepetitionOfWhatHadComeBehindNumbersThatAreMissing() {
    assertThat(waits(answered(102, 2, 3, 900, 7, 3)))
        .containsExactly(wait(Kind.OUTAGE, Direction.SERVER_TO_CLIENT, 102, 900, 7, 8, 4L));
    assertThat(waits(answered(102, 2, 3, 900, 6, 3))).isEmpty();
    assertThat(waits(answered(102, 2, 3, 122, 7, 3))).isEmpty();
  }

  /** A question that is sent again, each time after twice as long. */
  private Conversation askedAgain(int times) {
    byte[] question = SealedQuic.stream(4, 0, "question", true);
    Conversation conversation = decrypted();
    long millis = 100;
    for (int i = 0; i <= times; i++) {
      conversation = conversation.client(Nanos.ofMillis(millis), sealed.client(1 + i, question));
      millis += 100L << i;
    }
    return conversation;
  }

  @Test
  void callsThreeTimersInARowAnOutage() {
    Conversation conversation =
        askedAgain(3).server(Nanos.ofMillis(840), sealed.server(1, QuicTalk.ackOnly(4)));
    assertThat(waits(conversation))
        .containsExactly(
            wait(Kind.OUTAGE, Direction.CLIENT_TO_SERVER, 100, 200, 4, 5, 4L),
            wait(Kind.OUTAGE, Direction.CLIENT_TO_SERVER, 200, 400, 5, 6, 4L),
            wait(Kind.OUTAGE, Direction.CLIENT_TO_SERVER, 400, 800, 6, 7, 4L));
  }

  @Test
  void callsThreeTimersThatNothingCameAfterAnOutage() {
    assertThat(waits(askedAgain(3))).extracting(TransportWait::kind).containsOnly(Kind.OUTAGE);
    assertThat(waits(askedAgain(2))).isEmpty();
  }

  @Test
  void callsNothingAnOutageWhereTheClientMayBeGone() {
    byte[] answer = SealedQuic.stream(4, 0, "answer", true);
    Conversation conversation =
        decrypted()
            .client(
                Nanos.ofMillis(90), sealed.client(1, SealedQuic.stream(4, 0, "question", true)));
    long millis = 100;
    for (int i = 0; i <= 4; i++) {
      conversation = conversation.server(Nanos.ofMillis(millis), sealed.server(1 + i, answer));
      millis += 100L << i;
    }
    assertThat(waits(conversation)).isEmpty();
  }

  /** A timer may send what is new instead of what was lost. */
  private Conversation sentOn(int times) {
    Conversation conversation = decrypted();
    long millis = 100;
    for (int i = 0; i <= times; i++) {
      conversation =
          conversation.client(
              Nanos.ofMillis(millis), sealed.client(1 + i, SealedQuic.stream(4, i, "a", false)));
      millis += 100L << i;
    }
    return conversation;
  }

  @Test
  void callsTimersThatSendNewDataAnOutageWhereNoneIsAnswered() {
    assertThat(waits(sentOn(3))).extracting(TransportWait::kind).containsOnly(Kind.OUTAGE);
    assertThat(waits(sentOn(2))).isEmpty();
    Conversation ended =
        sentOn(3).server(Nanos.ofMillis(840), sealed.server(1, QuicTalk.ackOnly(4)));
    assertThat(waits(ended)).hasSize(3).extracting(TransportWait::kind).containsOnly(Kind.OUTAGE);
    Conversation late = sentOn(3).server(Nanos.ofMillis(840), sealed.server(1, QuicTalk.ack(4)));
    assertThat(waits(late)).isEmpty();
  }

  @Test
  void callsNothingAnOutageWhereTheServerStillSpoke() {
    Conversation conversation =
        askedAgain(3).server(Nanos.ofMillis(600), sealed.server(1, new byte[] {1, 0, 0, 0}));
    assertThat(waits(conversation)).isEmpty();
  }

  @Test
  void findsAStreamThatSaysThatItIsBlocked() {
    Conversation conversation =
        decrypted()
            .server(Nanos.ofMillis(100), sealed.server(1, SealedQuic.stream(4, 0, "abc", false)))
            .server(Nanos.ofMillis(101), sealed.server(2, new byte[] {0x15, 4, 3, 0, 0, 0, 0, 0}))
            .client(Nanos.ofMillis(400), sealed.client(1, new byte[] {0x11, 4, 9, 0, 0, 0, 0, 0}))
            .server(Nanos.ofMillis(440), sealed.server(3, SealedQuic.stream(4, 3, "def", true)));
    assertThat(waits(conversation))
        .containsExactly(wait(Kind.FLOW_CONTROL, Direction.SERVER_TO_CLIENT, 100, 440, 4, 7, 4L));
    assertThat(streams.events).contains("4< waited 100000000..440000000");
  }

  /** A client that wants a second stream at 110 ms, and opens a stream at 400 ms. */
  private Conversation wantsAnother(long allowedMillis, int stream) {
    return decrypted("080101")
        .client(Nanos.ofMillis(100), sealed.client(1, SealedQuic.stream(0, 0, "abc", true)))
        .client(Nanos.ofMillis(110), sealed.client(2, new byte[] {0x16, 1}))
        .client(Nanos.ofMillis(120), sealed.client(3, new byte[] {0x16, 1}))
        .server(Nanos.ofMillis(allowedMillis), sealed.server(1, new byte[] {0x12, 2}))
        .client(Nanos.ofMillis(400), sealed.client(4, SealedQuic.stream(stream, 0, "d", false)))
        .client(Nanos.ofMillis(410), sealed.client(5, SealedQuic.stream(stream, 1, "e", true)));
  }

  @Test
  void findsAClientThatWantsMoreStreamsThanItsServerAllows() {
    assertThat(waits(wantsAnother(390, 4)))
        .containsExactly(wait(Kind.STREAM_LIMIT, Direction.CLIENT_TO_SERVER, 110, 400, 5, 8, 4L));
  }

  @Test
  void blamesALimitOfStreamsNoLongerThanItsRaiseNeeds() {
    assertThat(waits(wantsAnother(200, 4)))
        .containsExactly(wait(Kind.STREAM_LIMIT, Direction.CLIENT_TO_SERVER, 110, 250, 5, 8, 4L));
  }

  @Test
  void blamesNoLimitOfStreamsForOthersThanTheOneThatWaited() {
    assertThat(waits(wantsAnother(390, 2))).isEmpty();
    assertThat(waits(wantsAnother(390, 8))).isEmpty();
  }

  @Test
  void tellsEveryStreamThatTheConnectionsLimitHeldUp() {
    Conversation conversation =
        decrypted()
            .server(Nanos.ofMillis(100), sealed.server(1, SealedQuic.stream(4, 0, "abc", false)))
            .server(Nanos.ofMillis(110), sealed.server(2, SealedQuic.stream(8, 0, "abc", false)))
            .server(Nanos.ofMillis(111), sealed.server(3, new byte[] {0x14, 6, 0, 0, 0, 0, 0, 0}))
            .client(Nanos.ofMillis(400), sealed.client(1, new byte[] {0x10, 20, 0, 0, 0, 0, 0, 0}))
            .server(Nanos.ofMillis(440), sealed.server(4, SealedQuic.stream(8, 3, "d", true)))
            .server(Nanos.ofMillis(441), sealed.server(5, SealedQuic.stream(12, 0, "d", true)));
    assertThat(waits(conversation))
        .containsExactly(wait(Kind.FLOW_CONTROL, Direction.SERVER_TO_CLIENT, 110, 440, 5, 8, 8L));
  }

  @Test
  void blamesALimitThatWasUnderWayNoLongerThanItNeeds() {
    Conversation conversation =
        decrypted()
            .client(Nanos.ofMillis(90), sealed.client(1, new byte[] {0x11, 4, 9, 0, 0, 0, 0, 0}))
            .server(Nanos.ofMillis(100), sealed.server(1, SealedQuic.stream(4, 0, "abc", false)))
            .server(Nanos.ofMillis(101), sealed.server(2, new byte[] {0x15, 4, 3, 0, 0, 0, 0, 0}))
            .server(Nanos.ofMillis(440), sealed.server(3, SealedQuic.stream(4, 3, "def", true)));
    assertThat(waits(conversation))
        .containsExactly(wait(Kind.FLOW_CONTROL, Direction.SERVER_TO_CLIENT, 100, 150, 5, 7, 4L));
  }

  @Test
  void findsASenderThatStopsAtTheLimitAndSaysNothing() {
    Conversation conversation =
        decrypted()
            .client(Nanos.ofMillis(90), sealed.client(1, new byte[] {0x11, 4, 3, 0, 0, 0, 0, 0}))
            .server(Nanos.ofMillis(100), sealed.server(1, SealedQuic.stream(4, 0, "abc", false)))
            .client(Nanos.ofMillis(400), sealed.client(2, new byte[] {0x11, 4, 9, 0, 0, 0, 0, 0}))
            .server(Nanos.ofMillis(440), sealed.server(2, SealedQuic.stream(4, 3, "def", true)));
    assertThat(waits(conversation))
        .containsExactly(wait(Kind.FLOW_CONTROL, Direction.SERVER_TO_CLIENT, 100, 440, 5, 7, 4L));
  }

  /** A question of six bytes, of which three were allowed until the server allows more. */
  private Conversation limited(String parameters, byte[] more) {
    return decrypted(parameters)
        .client(Nanos.ofMillis(100), sealed.client(1, SealedQuic.stream(4, 0, "abc", false)))
        .server(Nanos.ofMillis(400), sealed.server(1, more))
        .client(Nanos.ofMillis(440), sealed.client(2, SealedQuic.stream(4, 3, "def", true)));
  }

  @Test
  void knowsTheLimitsThatWereSetInTheHandshake() {
    TransportWait blocked = wait(Kind.FLOW_CONTROL, Direction.CLIENT_TO_SERVER, 100, 440, 4, 6, 4L);
    // initial_max_data, then initial_max_stream_data_bidi_remote
    assertThat(waits(limited("040103060109", new byte[] {0x10, 9, 0, 0, 0, 0, 0})))
        .containsExactly(blocked);
    assertThat(waits(limited("040109060103", new byte[] {0x11, 4, 9, 0, 0, 0, 0})))
        .containsExactly(blocked);
    assertThat(waits(limited("040109060104", new byte[] {0x11, 4, 9, 0, 0, 0, 0}))).isEmpty();
    assertThat(waits(limited("040109050103", new byte[] {0x11, 4, 9, 0, 0, 0, 0}))).isEmpty();
  }

  @Test
  void blamesNoLimitThatIsNotReached() {
    Conversation conversation =
        decrypted()
            .client(Nanos.ofMillis(90), sealed.client(1, new byte[] {0x11, 4, 4, 0, 0, 0, 0, 0}))
            .server(Nanos.ofMillis(100), sealed.server(1, SealedQuic.stream(4, 0, "abc", false)))
            .client(Nanos.ofMillis(400), sealed.client(2, new byte[] {0x11, 4, 9, 0, 0, 0, 0, 0}))
            .server(Nanos.ofMillis(440), sealed.server(2, SealedQuic.stream(4, 3, "def", true)));
    assertThat(waits(conversation)).isEmpty();
  }

  @Test
  void findsAServerThatMayNotSendMore() {
    Conversation conversation =
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .server(Nanos.ofMillis(20), first())
            .server(Nanos.ofMillis(20), talk.serverHandshake(1, new byte[1100]))
            .server(Nanos.ofMillis(20), talk.serverHandshake(2, new byte[1100]))
            .client(Nanos.ofMillis(40), talk.clientHandshake(0, QuicTalk.ack(2)))
            .server(Nanos.ofMillis(60), talk.serverHandshake(3, new byte[700]))
            .client(Nanos.ofMillis(80), talk.clientHandshake(1, new byte[60]))
            .client(Nanos.ofMillis(80), talk.clientShort(false, 0, new byte[40]));
    assertThat(waits(conversation))
        .containsExactly(wait(Kind.ADDRESS_VALIDATION, Direction.SERVER_TO_CLIENT, 20, 60, 3, 5));
  }

  private byte[] first() {
    return QuicTalk.join(
        talk.serverInitial(0, QuicTalk.ack(0), QuicTalk.crypto(0, QuicTalk.serverHello())),
        talk.serverHandshake(0, new byte[900]));
  }

  @Test
  void leavesAServerAloneThatMaySendMore() {
    Conversation conversation =
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .server(Nanos.ofMillis(20), first())
            .client(Nanos.ofMillis(40), talk.clientHandshake(0, QuicTalk.ack(0)))
            .server(Nanos.ofMillis(90), talk.serverHandshake(1, new byte[1100]));
    assertThat(waits(conversation)).isEmpty();
  }

  @Test
  void leavesAServerAloneThatHadSaidEverything() {
    Conversation conversation =
        clear()
            .client(0, talk.clientInitial(QuicTalk.FIRST_ID, 0, HELLO))
            .server(Nanos.ofMillis(20), first())
            .server(Nanos.ofMillis(20), talk.serverHandshake(1, new byte[1100]))
            .server(Nanos.ofMillis(20), talk.serverHandshake(2, new byte[1100]))
            .client(Nanos.ofMillis(40), talk.clientHandshake(0, new byte[60]))
            .server(Nanos.ofMillis(60), talk.serverHandshake(3, QuicTalk.ack(0)));
    assertThat(waits(conversation)).isEmpty();
  }
}
