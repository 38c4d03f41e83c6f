package dev.stallscope.protocol.tls;

import static dev.stallscope.protocol.tls.TlsTalk.FINISHED;
import static dev.stallscope.protocol.tls.TlsTalk.answer12;
import static dev.stallscope.protocol.tls.TlsTalk.answer13;
import static dev.stallscope.protocol.tls.TlsTalk.hello12;
import static dev.stallscope.protocol.tls.TlsTalk.hello13;
import static dev.stallscope.protocol.tls.TlsTalk.ms;
import static dev.stallscope.protocol.tls.TlsTalk.silence;
import static dev.stallscope.protocol.tls.TlsTalk.tls12;
import static dev.stallscope.protocol.tls.TlsTalk.tls13;
import static dev.stallscope.tls.TlsBytes.alert;
import static dev.stallscope.tls.TlsBytes.changeCipherSpec;
import static dev.stallscope.tls.TlsBytes.data;
import static dev.stallscope.tls.TlsBytes.earlyData;
import static dev.stallscope.tls.TlsBytes.encryptedHandshake;
import static dev.stallscope.tls.TlsBytes.handshake;
import static dev.stallscope.tls.TlsBytes.helloRetry;
import static dev.stallscope.tls.TlsBytes.join;
import static dev.stallscope.tls.TlsBytes.psk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Conversation;
import dev.stallscope.protocol.Conversation.Hole;
import dev.stallscope.protocol.DecoderContract;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.protocol.StreamEnd;
import dev.stallscope.tls.HandshakeType;
import dev.stallscope.tls.TlsAlert;
import dev.stallscope.tls.TlsVersion;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsHandshakeTest {
  private static SetupMessage setup(Conversation conversation) {
    List<SetupMessage> setups = conversation.read().setups();
    assertThat(setups).hasSize(1);
    return setups.getFirst();
  }

  private static TlsHandshake told(Conversation conversation) {
    return (TlsHandshake) setup(conversation).content();
  }

  @Test
  void endsWithTheClientsFinishedInTls13() {
    SetupMessage setup = setup(tls13());
    assertThat(setup.startNanos()).isZero();
    assertThat(setup.endNanos()).isEqualTo(ms(21));
    assertThat(setup.isComplete()).isTrue();
    assertThat(List.of(setup.firstPacket(), setup.lastPacket())).containsExactly(0, 2);
    TlsHandshake told = (TlsHandshake) setup.content();
    assertThat(told.label()).isEqualTo("TLS handshake with example.org");
    assertThat(told.status()).contains("TLS 1.3");
    assertThat(told.cipher()).contains("TLS_AES_128_GCM_SHA256");
    assertThat(told.protocolsOffered()).containsExactly("h2", "http/1.1");
    assertThat(told.protocolChosen()).isEmpty();
    assertThat(told.kind()).isEqualTo(HandshakeKind.FULL);
    assertThat(told.roundTrips()).isEqualTo(1);
    assertThat(told.offersResumption()).isFalse();
    assertThat(told.clientHelloNanos()).isZero();
    assertThat(told.serverHelloNanos()).isEqualTo(ms(20));
    assertThat(told.earlyData()).isEqualTo(EarlyData.NONE);
    assertThat(told.outcome()).isEqualTo(HandshakeOutcome.COMPLETE);
  }

  @Test
  void tellsEachFlight() {
    List<TlsFlight> flights = told(tls13()).flights();
    assertThat(flights)
        .extracting(TlsFlight::direction)
        .containsExactly(
            Direction.CLIENT_TO_SERVER, Direction.SERVER_TO_CLIENT, Direction.CLIENT_TO_SERVER);
    assertThat(flights)
        .extracting(TlsFlight::messages)
        .containsExactly(List.of("ClientHello"), List.of("ServerHello"), List.of("Finished"));
    assertThat(flights).extracting(TlsFlight::records).containsExactly(1, 4, 2);
    assertThat(flights.get(1).bytes()).isEqualTo(answer13().length);
    assertThat(flights.get(1).startNanos()).isEqualTo(ms(20));
  }

  @Test
  void endsWithTheServersFinishedInTls12() {
    SetupMessage setup = setup(tls12());
    assertThat(setup.endNanos()).isEqualTo(ms(42));
    TlsHandshake told = (TlsHandshake) setup.content();
    assertThat(told.version()).contains(TlsVersion.TLS_1_2);
    assertThat(told.kind()).isEqualTo(HandshakeKind.FULL);
    assertThat(told.protocolChosen()).contains("http/1.1");
    assertThat(told.roundTrips()).isEqualTo(2);
    assertThat(told.flights().get(1).messages())
        .containsExactly("ServerHello", "Certificate", "ServerHelloDone");
    assertThat(told.isFalseStart()).isFalse();
  }

  @Test
  void endsWithTheClientsFinishedAfterAResumption() {
    SetupMessage setup =
        setup(
            silence()
                .client(ms(0), hello12("cc"))
                .server(ms(20), join(answer12("cc"), changeCipherSpec(), encryptedHandshake(40)))
                .client(ms(21), join(changeCipherSpec(), encryptedHandshake(40))));
    TlsHandshake told = (TlsHandshake) setup.content();
    assertThat(setup.endNanos()).isEqualTo(ms(21));
    assertThat(told.kind()).isEqualTo(HandshakeKind.RESUMED);
    assertThat(told.offersResumption()).isTrue();
    assertThat(told.roundTrips()).isEqualTo(1);
  }

  @Test
  void seesThatTheServerDidNotResume() {
    TlsHandshake told =
        told(
            silence()
                .client(ms(0), hello12("cc"))
                .server(
                    ms(20),
                    join(answer12("dd"), handshake(HandshakeType.SERVER_HELLO_DONE, new byte[0])))
                .client(ms(21), join(changeCipherSpec(), encryptedHandshake(40)))
                .server(ms(41), join(changeCipherSpec(), encryptedHandshake(40))));
    assertThat(told.kind()).isEqualTo(HandshakeKind.FULL);
    assertThat(told.offersResumption()).isTrue();
  }

  @Test
  void noticesAFalseStart() {
    SetupMessage setup =
        setup(
            silence()
                .client(ms(0), hello12(""))
                .server(
                    ms(20),
                    join(answer12(""), handshake(HandshakeType.SERVER_HELLO_DONE, new byte[0])))
                .client(ms(21), join(changeCipherSpec(), encryptedHandshake(40), data(200)))
                .server(ms(41), join(changeCipherSpec(), encryptedHandshake(40), data(300))));
    TlsHandshake told = (TlsHandshake) setup.content();
    assertThat(told.isFalseStart()).isTrue();
    assertThat(setup.endNanos()).isEqualTo(ms(21));
    assertThat(told.roundTrips()).isEqualTo(1);
  }

  @Test
  void countsTheRoundTripOfAHelloRetry() {
    TlsHandshake told =
        told(
            silence()
                .client(ms(0), hello13())
                .server(ms(20), handshake(HandshakeType.SERVER_HELLO, helloRetry(23)))
                .client(ms(21), join(changeCipherSpec(), hello13()))
                .server(ms(41), answer13())
                .client(ms(42), data(FINISHED)));
    assertThat(told.isHelloRetry()).isTrue();
    assertThat(told.retry().orElseThrow().group()).isEqualTo(23);
    assertThat(told.clientHello().orElseThrow().keyShareGroups()).containsExactly(29);
    assertThat(told.secondHello()).isPresent();
    assertThat(told.roundTrips()).isEqualTo(2);
  }

  @Test
  void resumesByPreSharedKey() {
    TlsHandshake told =
        told(
            silence()
                .client(ms(0), hello13(psk()))
                .server(ms(20), answer13(psk()))
                .client(ms(21), data(FINISHED)));
    assertThat(told.kind()).isEqualTo(HandshakeKind.RESUMED_PSK);
  }

  @Test
  void waitsForNothingWithEarlyData() {
    SetupMessage setup =
        setup(
            silence()
                .client(ms(0), join(hello13(earlyData(), psk()), changeCipherSpec(), data(300)))
                .server(ms(20), answer13(psk()))
                .client(ms(21), join(data(21), data(FINISHED))));
    TlsHandshake told = (TlsHandshake) setup.content();
    assertThat(told.earlyData()).isEqualTo(EarlyData.ACCEPTED);
    assertThat(setup.endNanos()).isZero();
    assertThat(told.roundTrips()).isZero();
  }

  @Test
  void seesEarlyDataRefused() {
    SetupMessage setup =
        setup(
            silence()
                .client(ms(0), join(hello13(earlyData(), psk()), data(300)))
                .server(ms(20), answer13())
                .client(ms(21), join(data(FINISHED), data(300))));
    assertThat(((TlsHandshake) setup.content()).earlyData()).isEqualTo(EarlyData.REJECTED);
    assertThat(setup.endNanos()).isEqualTo(ms(21));
  }

  @Test
  void passesOverTheClientsCertificate() {
    SetupMessage setup =
        setup(
            silence()
                .client(ms(0), hello13())
                .server(ms(20), answer13())
                .client(ms(21), join(data(1200), data(280)))
                .client(ms(23), data(FINISHED)));
    assertThat(setup.endNanos()).isEqualTo(ms(23));
  }

  @Test
  void failsByAnAlert() {
    SetupMessage setup = setup(silence().client(ms(0), hello13()).server(ms(20), alert(2, 40)));
    TlsHandshake told = (TlsHandshake) setup.content();
    assertThat(setup.isComplete()).isFalse();
    assertThat(told.isFailure()).isTrue();
    assertThat(told.status()).contains("handshake_failure");
    assertThat(told.alerts())
        .containsExactly(
            new TlsHandshake.SentAlert(Direction.SERVER_TO_CLIENT, new TlsAlert(2, 40), ms(20), 1));
  }

  @Test
  void goesOnAfterAWarning() {
    TlsHandshake told =
        told(
            silence()
                .client(ms(0), hello13())
                .server(ms(20), join(alert(1, 112), answer13()))
                .client(ms(21), data(FINISHED)));
    assertThat(told.outcome()).isEqualTo(HandshakeOutcome.COMPLETE);
    assertThat(told.alerts()).hasSize(1);
  }

  @Test
  void failsByAnEncryptedAlertInsteadOfAFinished() {
    TlsHandshake told =
        told(
            silence().client(ms(0), hello13()).server(ms(20), answer13()).client(ms(21), data(19)));
    assertThat(told.status()).contains("encrypted alert");
    assertThat(told.outcome()).isEqualTo(HandshakeOutcome.FAILED);
  }

  @Test
  void failsWhenTheServerClosesInstead() {
    TlsHandshake told =
        told(silence().client(ms(0), hello13()).server(ms(20), answer13()).endedBy(StreamEnd.FIN));
    assertThat(told.outcome()).isEqualTo(HandshakeOutcome.FAILED);
    assertThat(told.status()).contains("closed");
  }

  @Test
  void isIncompleteAtTheEndOfTheCapture() {
    SetupMessage setup = setup(silence().client(ms(0), hello13()));
    assertThat(((TlsHandshake) setup.content()).outcome()).isEqualTo(HandshakeOutcome.INCOMPLETE);
    assertThat(setup.content().isFailure()).isFalse();
  }

  @Test
  void readsWhatRecordsCutAndJoin() {
    byte[] hello = hello13();
    byte[] body = Arrays.copyOfRange(hello, 5, hello.length);
    byte[] inTwo =
        join(
            dev.stallscope.tls.TlsBytes.record(22, Arrays.copyOf(body, 20)),
            dev.stallscope.tls.TlsBytes.record(22, Arrays.copyOfRange(body, 20, body.length)));
    TlsHandshake told =
        told(silence().client(ms(0), inTwo).server(ms(20), answer13()).client(ms(21), data(53)));
    assertThat(told.serverName()).contains("example.org");
    assertThat(told.flights().getFirst().records()).isEqualTo(2);
  }

  @Test
  void goesOnWithoutACertificateThatWasNotCaptured() {
    TlsHandshake told = (TlsHandshake) tls12().read(new Hole(1, 60)).setups().getFirst().content();
    assertThat(told.outcome()).isEqualTo(HandshakeOutcome.COMPLETE);
    assertThat(told.serverName()).contains("example.org");
  }

  @Test
  void holdsTheContract() {
    DecoderContract.holdsForStream(
        tls12().client(ms(50), data(150)).server(ms(80), join(data(300), data(900))));
    DecoderContract.holdsForStream(
        tls13()
            .client(ms(50), data(150))
            .server(ms(70), join(data(255), data(255), data(900)))
            .client(ms(90), alert(1, 0)));
  }
}
