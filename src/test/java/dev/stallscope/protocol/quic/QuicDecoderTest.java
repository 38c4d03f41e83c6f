package dev.stallscope.protocol.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.DatagramConnection;
import dev.stallscope.protocol.DatagramConnection.Traffic;
import dev.stallscope.protocol.DecoderContract;
import dev.stallscope.protocol.MessageRecorder;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.Signature.Verdict;
import dev.stallscope.protocol.quic.QuicHandshake.Outcome;
import dev.stallscope.quic.QuicVersion;
import dev.stallscope.time.Nanos;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuicDecoderTest {
  private static final QuicTalk TALK = new QuicTalk(QuicVersion.V1);
  private static final byte[] OTHER_ID = HexFormat.of().parseHex("6161616161616161");

  private static Conversation talk() {
    return Conversation.with(new QuicDecoder(), 443);
  }

  private static QuicHandshake handshake(MessageRecorder recorder) {
    return (QuicHandshake) setup(recorder).content();
  }

  private static SetupMessage setup(MessageRecorder recorder) {
    assertThat(recorder.setups()).hasSize(1);
    return recorder.setups().getFirst();
  }

  private static DatagramConnection connection(MessageRecorder recorder) {
    assertThat(recorder.connections()).hasSize(1);
    return recorder.connections().getFirst();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void readsAHandshake(String number) {
    QuicVersion version = number.equals("1") ? QuicVersion.V1 : QuicVersion.V2;
    MessageRecorder recorder = new QuicTalk(version).handshake().readDatagrams();
    QuicHandshake handshake = handshake(recorder);
    assertThat(handshake.label()).isEqualTo("QUIC handshake with example.org");
    assertThat(handshake.protocolsOffered()).containsExactly("h3");
    assertThat(handshake.cipher()).contains("TLS_AES_128_GCM_SHA256");
    assertThat(handshake.status()).contains("QUIC v" + number);
    assertThat(handshake.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(handshake.roundTrips()).isEqualTo(1);
    SetupMessage setup = setup(recorder);
    assertThat(setup.startNanos()).isZero();
    assertThat(setup.connectedNanos()).isEqualTo(Nanos.ofMillis(20));
    assertThat(setup.endNanos()).isEqualTo(Nanos.ofMillis(40));
    assertThat(setup.firstPacket()).isZero();
    assertThat(setup.lastPacket()).isEqualTo(2);
  }

  @Test
  void countsWhatEachSideSentAndHowLongAnswersTook() {
    Conversation conversation = TALK.handshake();
    DatagramConnection connection = connection(conversation.readDatagrams());
    long fromClient = bytes(conversation, Direction.CLIENT_TO_SERVER);
    long fromServer = bytes(conversation, Direction.SERVER_TO_CLIENT);
    assertThat(connection.fromClient()).isEqualTo(new Traffic(2, fromClient));
    assertThat(connection.fromServer()).isEqualTo(new Traffic(2, fromServer));
    assertThat(connection.roundTrip().serverMinNanos()).isEqualTo(Nanos.ofMillis(20));
    assertThat(connection.roundTrip().clientMinNanos()).isEqualTo(Nanos.ofMillis(20));
    assertThat(connection.roundTrip().minNanos()).isEqualTo(Nanos.ofMillis(40));
    assertThat(connection.endNanos()).isEqualTo(Nanos.ofMillis(60));
  }

  private static long bytes(Conversation conversation, Direction direction) {
    return conversation.turns().stream()
        .filter(turn -> turn.direction() == direction)
        .mapToLong(turn -> turn.bytes().length)
        .sum();
  }

  @Test
  void putsAHelloTogetherThatComesInPiecesOutOfOrder() {
    byte[] hello = QuicTalk.clientHello("example.org");
    byte[] head = Arrays.copyOf(hello, 20);
    byte[] middle = Arrays.copyOfRange(hello, 10, 50);
    byte[] tail = Arrays.copyOfRange(hello, 50, hello.length);
    MessageRecorder recorder =
        talk()
            .client(0, TALK.clientInitial(QuicTalk.FIRST_ID, 0, QuicTalk.crypto(50, tail)))
            .client(
                1,
                TALK.clientInitial(
                    QuicTalk.FIRST_ID, 1, QuicTalk.crypto(10, middle), QuicTalk.crypto(0, head)))
            .readDatagrams();
    assertThat(handshake(recorder).serverName()).contains("example.org");
  }

  @Test
  void goesOnAfterARetry() {
    QuicTalk retried = TALK.from(OTHER_ID);
    byte[] hello = QuicTalk.crypto(0, QuicTalk.clientHello("example.org"));
    MessageRecorder recorder =
        talk()
            .client(0, TALK.clientInitial(QuicTalk.FIRST_ID, 0, hello))
            .server(Nanos.ofMillis(20), TALK.retry(OTHER_ID))
            .client(Nanos.ofMillis(21), retried.clientInitial(OTHER_ID, 1, hello))
            .server(
                Nanos.ofMillis(41),
                retried.serverInitial(
                    0, QuicTalk.ack(1), QuicTalk.crypto(0, QuicTalk.serverHello())))
            .client(Nanos.ofMillis(42), TALK.clientHandshake(0, new byte[60]))
            .client(Nanos.ofMillis(43), TALK.clientShort(false, 0, new byte[40]))
            .readDatagrams();
    QuicHandshake handshake = handshake(recorder);
    assertThat(handshake.isRetried()).isTrue();
    assertThat(handshake.roundTrips()).isEqualTo(2);
    assertThat(handshake.serverHello()).isPresent();
    assertThat(setup(recorder).connectedNanos()).isEqualTo(Nanos.ofMillis(20));
    assertThat(setup(recorder).endNanos()).isEqualTo(Nanos.ofMillis(42));
    assertThat(connection(recorder).fromClient().packets()).isEqualTo(4);
  }

  @Test
  void takesTheHelloThatTheClientMakesAnewAfterARetry() {
    QuicTalk retried = TALK.from(OTHER_ID);
    byte[] first = QuicTalk.crypto(0, QuicTalk.clientHello("first.example"));
    byte[] second = QuicTalk.crypto(0, QuicTalk.clientHello("second.example"));
    byte[] late = QuicTalk.crypto(0, QuicTalk.clientHello("late.example"));
    MessageRecorder recorder =
        talk()
            .client(0, TALK.clientInitial(QuicTalk.FIRST_ID, 0, first))
            .server(Nanos.ofMillis(20), TALK.retry(OTHER_ID))
            .client(Nanos.ofMillis(21), retried.clientInitial(OTHER_ID, 1, second))
            .client(Nanos.ofMillis(22), retried.clientInitial(OTHER_ID, 2, late))
            .readDatagrams();
    assertThat(handshake(recorder).serverName()).contains("second.example");
  }

  @Test
  void goesOnInAnotherVersion() {
    QuicTalk second = new QuicTalk(QuicVersion.V1, OTHER_ID);
    byte[] hello = QuicTalk.crypto(0, QuicTalk.clientHello("example.org"));
    byte[] unknown = TALK.clientInitial(QuicTalk.FIRST_ID, 0, hello);
    System.arraycopy(HexFormat.of().parseHex("babababa"), 0, unknown, 1, 4);
    MessageRecorder recorder =
        talk()
            .client(0, unknown)
            .server(
                Nanos.ofMillis(20), QuicTalk.versionNegotiation(QuicTalk.FIRST_ID, 1, 0x6b3343cf))
            .client(Nanos.ofMillis(21), second.clientInitial(OTHER_ID, 0, hello))
            .server(
                Nanos.ofMillis(41),
                second.serverInitial(0, QuicTalk.crypto(0, QuicTalk.serverHello())))
            .client(Nanos.ofMillis(42), TALK.clientShort(false, 0, new byte[40]))
            .readDatagrams();
    QuicHandshake handshake = handshake(recorder);
    assertThat(handshake.versionsOffered()).containsExactly(1, 0x6b3343cf);
    assertThat(handshake.version()).isEqualTo(1);
    assertThat(handshake.roundTrips()).isEqualTo(2);
    assertThat(handshake.serverName()).contains("example.org");
    assertThat(setup(recorder).startNanos()).isZero();
  }

  @Test
  void saysThatNothingAnswered() {
    byte[] hello = QuicTalk.crypto(0, QuicTalk.clientHello("example.org"));
    MessageRecorder recorder =
        talk()
            .client(0, TALK.clientInitial(QuicTalk.FIRST_ID, 0, hello))
            .client(Nanos.ofSeconds(1), TALK.clientInitial(QuicTalk.FIRST_ID, 1, hello))
            .readDatagrams();
    QuicHandshake handshake = handshake(recorder);
    assertThat(handshake.outcome()).isEqualTo(Outcome.UNANSWERED);
    assertThat(handshake.clientDatagrams()).isEqualTo(2);
    assertThat(handshake.isFailure()).isTrue();
    assertThat(setup(recorder).endNanos()).isEqualTo(Nanos.ofSeconds(1));
  }

  @Test
  void saysWhyTheServerClosed() {
    byte[] hello = QuicTalk.crypto(0, QuicTalk.clientHello("example.org"));
    MessageRecorder recorder =
        talk()
            .client(0, TALK.clientInitial(QuicTalk.FIRST_ID, 0, hello))
            .server(Nanos.ofMillis(20), TALK.serverInitial(0, QuicTalk.close(0x178)))
            .readDatagrams();
    assertThat(handshake(recorder).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(handshake(recorder).status()).isEqualTo(Optional.of("no_application_protocol"));
  }

  @Test
  void doesNotCallAnUnfinishedHandshakeComplete() {
    Conversation whole = TALK.handshake();
    MessageRecorder recorder =
        talk()
            .client(0, whole.turns().getFirst().bytes())
            .server(Nanos.ofMillis(20), whole.turns().get(1).bytes())
            .readDatagrams();
    assertThat(handshake(recorder).outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(setup(recorder).isComplete()).isFalse();
  }

  @Test
  void tellsOfNoHandshakeWhereItJoinsInTheMiddle() {
    MessageRecorder recorder =
        talk()
            .server(0, TALK.serverHandshake(3, new byte[900]))
            .client(1, TALK.clientShort(false, 7, new byte[40]))
            .readDatagrams();
    assertThat(recorder.setups()).isEmpty();
    assertThat(connection(recorder).fromClient().packets()).isEqualTo(1);
  }

  @Test
  void measuresRoundTripsByTheSpinBit() {
    Conversation conversation = TALK.handshake();
    for (int packet = 0; packet < 60; packet++) {
      boolean spin = packet / 6 % 2 == 1;
      conversation =
          conversation.client(
              Nanos.ofMillis(100 + 10 * packet), TALK.clientShort(spin, packet, new byte[40]));
    }
    assertThat(connection(conversation.readDatagrams()).roundTrip().passiveNanos())
        .isEqualTo(Nanos.ofMillis(60));
  }

  @Test
  void takesNoRoundTripFromABitThatTurnsAtRandom() {
    Conversation conversation = TALK.handshake();
    for (int packet = 0; packet < 60; packet++) {
      conversation =
          conversation.client(
              Nanos.ofMillis(100 + 10 * packet),
              TALK.clientShort(packet % 2 == 0, packet, new byte[40]));
    }
    assertThat(connection(conversation.readDatagrams()).roundTrip().passiveNanos()).isEqualTo(-1);
  }

  @Test
  void keepsConnectionsOfOnePortApart() {
    QuicTalk second = new QuicTalk(QuicVersion.V1, OTHER_ID);
    byte[] hello = QuicTalk.crypto(0, QuicTalk.clientHello("other.example"));
    Conversation conversation =
        TALK.handshake().client(Nanos.ofSeconds(9), second.clientInitial(OTHER_ID, 0, hello));
    byte[] strange = conversation.turns().getLast().bytes();
    // The same source id would name the same connection.
    strange[15]++;
    MessageRecorder recorder = conversation.readDatagrams();
    assertThat(recorder.connections()).hasSize(2);
  }

  @Test
  void keepsNoMoreConnectionsOfAFlowThanItShould() {
    Conversation conversation = talk();
    for (int i = 0; i < 400; i++) {
      byte[] forged = TALK.clientInitial(QuicTalk.FIRST_ID, 0, new byte[1]);
      forged[6] = (byte) i;
      forged[7] = (byte) (i >> 8);
      forged[15] = (byte) i;
      forged[16] = (byte) (i >> 8);
      conversation = conversation.client(i, forged);
    }
    assertThat(conversation.readDatagrams().connections()).hasSize(256);
  }

  @Test
  void leavesAloneWhatOnlyLooksLikeQuic() {
    QuicSignature signature = new QuicSignature();
    byte[] shortHeader = TALK.clientShort(false, 0, new byte[40]);
    byte[] dns = HexFormat.of().parseHex("c00001000001000000000000076578616d706c65036f7267");
    for (byte[] other : List.of(shortHeader, dns, new byte[1200], new byte[0])) {
      assertThat(signature.judge(other, 0, other.length, 443)).isEqualTo(Verdict.NO);
    }
  }

  @Test
  void knowsWhoSentAFirstPacket() {
    byte[] first = TALK.clientInitial(QuicTalk.FIRST_ID, 0, new byte[1]);
    assertThat(new QuicSignature().judge(first, 0, first.length, 9).sentBy())
        .contains(Direction.CLIENT_TO_SERVER);
    byte[] answer = TALK.serverInitial(0, QuicTalk.ack(0), new byte[20]);
    assertThat(new QuicSignature().judge(answer, 0, answer.length, 9).sentBy()).isEmpty();
  }

  @Test
  void keepsTheContractOfDecoders() {
    DecoderContract.holdsForDatagrams(TALK.handshake());
  }
}
