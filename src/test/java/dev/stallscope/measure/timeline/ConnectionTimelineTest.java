package dev.stallscope.measure.timeline;

import static dev.stallscope.measure.timeline.ScriptedExchange.encrypted;
import static dev.stallscope.measure.timeline.ScriptedExchange.expecting;
import static dev.stallscope.measure.timeline.ScriptedExchange.handshake;
import static dev.stallscope.measure.timeline.ScriptedExchange.handshakeBegunAgain;
import static dev.stallscope.measure.timeline.ScriptedExchange.outOfTime;
import static dev.stallscope.measure.timeline.ScriptedExchange.request;
import static dev.stallscope.measure.timeline.ScriptedExchange.streamed;
import static dev.stallscope.measure.timeline.ScriptedExchange.streaming;
import static dev.stallscope.measure.timeline.ScriptedExchange.upgrade;
import static dev.stallscope.net.Direction.CLIENT_TO_SERVER;
import static dev.stallscope.net.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.RetransmissionCause;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.measure.CauseInterval;
import dev.stallscope.measure.quality.CapturePauses;
import dev.stallscope.time.Nanos;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** One scripted scenario for each leaf of the decision tree, with its near miss (STALLS 8). */
class ConnectionTimelineTest {
  private static final int MSS = ScriptedTrace.MSS;

  private static ScriptedTrace nearClient() {
    return new ScriptedTrace().path(0, 40).handshake();
  }

  private static ScriptedTrace nearServer() {
    return new ScriptedTrace().path(40, 0).handshake();
  }

  /** The intervals as {@code "cause from..to"} in milliseconds; those below 1 ms left out. */
  private static List<String> timeline(ScriptedTrace trace, Exchange... exchanges) {
    List<CauseInterval> line =
        new ConnectionMeasurer(CapturePauses.of(List.of()))
            .measure(trace, List.of(exchanges))
            .timeline();
    return line.stream()
        .filter(interval -> interval.durationNanos() >= Nanos.PER_MILLI)
        .map(
            interval ->
                interval.cause().id()
                    + " "
                    + (interval.startNanos() - ScriptedTrace.EPOCH) / Nanos.PER_MILLI
                    + ".."
                    + (interval.endNanos() - ScriptedTrace.EPOCH) / Nanos.PER_MILLI)
        .toList();
  }

  @Nested
  class Connecting {
    @Test
    void anAnsweredSynIsOneRoundTrip() {
      assertThat(timeline(nearClient())).containsExactly("network-round-trip 0..40");
    }

    @Test
    void aRepeatedSynIsSynRetransmission() {
      ScriptedTrace trace =
          new ScriptedTrace().path(0, 40).syn(0).syn(1000).synAck(1040).established(1040);
      assertThat(timeline(trace))
          .containsExactly("syn-retransmission 0..1000", "network-round-trip 1000..1040");
    }

    @Test
    void aSynThatIsRepeatedOnALongPathIsNotLost() {
      ScriptedTrace client = new ScriptedTrace().path(0, 1250).syn(0).syn(1000);
      assertThat(timeline(client.synAck(1250).established(1250)))
          .containsExactly("network-round-trip 0..1250");
      ScriptedTrace server = new ScriptedTrace().path(1250, 0).syn(0).synAck(0).syn(1000);
      assertThat(timeline(server.synAck(1000).established(1250)))
          .containsExactly("network-round-trip 0..1250");
    }

    @Test
    void aSynThatIsLostOnALongPathCostsItsTimer() {
      ScriptedTrace client = new ScriptedTrace().path(0, 1250).syn(0).syn(1000);
      assertThat(timeline(client.synAck(2250).established(2250)))
          .contains("syn-retransmission 0..1000");
      ScriptedTrace server = new ScriptedTrace().path(1250, 0).syn(0).synAck(0).syn(1000);
      assertThat(timeline(server.synAck(1000).established(2250)))
          .contains("syn-retransmission 0..1000");
    }

    @Test
    void aRefusedSynIsConnectionRefused() {
      assertThat(timeline(new ScriptedTrace().syn(0).refuse(40)))
          .containsExactly("connection-refused 0..40");
    }

    @Test
    void silenceAfterSynsIsConnectTimeout() {
      assertThat(timeline(new ScriptedTrace().syn(0).syn(1000).syn(3000)))
          .containsExactly("connect-timeout 0..3000");
    }

    @Test
    void aLateSynAckIsSlowConnectBeyondThePath() {
      ScriptedTrace trace = new ScriptedTrace().path(0, 40).syn(0).synAck(300).established(300);
      assertThat(timeline(trace))
          .containsExactly("network-round-trip 0..40", "slow-connect 40..300");
    }

    @Test
    void whoAcknowledgesNearbyIsNotTheServer() {
      ScriptedTrace trace = new ScriptedTrace().path(0, 1).syn(0).synAck(70).established(70);
      trace.data(71, CLIENT_TO_SERVER, 100).ack(72, SERVER_TO_CLIENT);
      trace.data(145, SERVER_TO_CLIENT, 100);
      assertThat(timeline(trace, request(71, 71, 145, 145)))
          .containsExactly(
              "network-round-trip 0..70",
              "client-think 70..71",
              "network-round-trip 71..141",
              "slow-server-response 141..145");
    }

    private List<String> acknowledgedNearby(double answeredMillis) {
      ScriptedTrace trace = new ScriptedTrace().path(0, 1).syn(0).synAck(70).established(70);
      trace.data(71, CLIENT_TO_SERVER, 100).ack(72, SERVER_TO_CLIENT);
      trace.data(answeredMillis, SERVER_TO_CLIENT, 100);
      return timeline(trace, request(71, 71, answeredMillis, answeredMillis));
    }

    @Test
    void aPathBehindWhoAcknowledgesNearbyVaries() {
      assertThat(acknowledgedNearby(106))
          .containsExactly(
              "network-round-trip 0..70", "client-think 70..71", "network-round-trip 71..106");
      assertThat(acknowledgedNearby(105)).contains("slow-connect 1..70");
    }

    @Test
    void aGreetingIsNoAnswerThatCameSoon() {
      ScriptedTrace trace = new ScriptedTrace().path(0, 1).syn(0).synAck(70).established(70);
      trace.data(72, SERVER_TO_CLIENT, 60).ack(72, CLIENT_TO_SERVER);
      trace.data(73, CLIENT_TO_SERVER, 20).ack(74, SERVER_TO_CLIENT);
      trace.data(145, SERVER_TO_CLIENT, 60);
      assertThat(timeline(trace).toString()).doesNotContain("slow-connect");
    }

    @Test
    void anAnswerSoonerThanTheHandshakeShowsThatTheHandshakeWasLate() {
      ScriptedTrace trace = new ScriptedTrace().path(0, 1).syn(0).synAck(70).established(70);
      trace.data(71, CLIENT_TO_SERVER, 100).ack(72, SERVER_TO_CLIENT);
      trace.data(80, SERVER_TO_CLIENT, 100);
      assertThat(timeline(trace, request(71, 71, 80, 80))).contains("slow-connect 1..70");
    }

    @Test
    void aSynThatIsRepeatedThoughAnsweredIsNoOverflow() {
      ScriptedTrace trace = new ScriptedTrace().path(0, 40).syn(0).synAck(40).syn(1000);
      trace.synAck(1040).established(1040).data(1041, CLIENT_TO_SERVER, 100);
      trace.repeat(1300, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT).synAck(3040);
      trace.ack(3041, CLIENT_TO_SERVER).ack(3081, SERVER_TO_CLIENT);
      trace.data(3090, SERVER_TO_CLIENT, 100);
      assertThat(timeline(trace, request(1041, 1041, 3090, 3090)).toString())
          .doesNotContain("accept-queue-overflow");
    }

    @Test
    void aSynAckThatComesAgainAfterTheRequestIsAcceptQueueOverflow() {
      ScriptedTrace trace = nearClient().data(41, CLIENT_TO_SERVER, 100);
      trace.synAck(1040).ack(1040, CLIENT_TO_SERVER);
      trace.repeat(1240, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
      trace.ack(1280, SERVER_TO_CLIENT).data(1290, SERVER_TO_CLIENT, 100);
      assertThat(timeline(trace, request(41, 41, 1290, 1290)))
          .contains("accept-queue-overflow 41..1240")
          .doesNotContain("retransmission-timeout 41..1040");
    }

    @Test
    void aRequestThatIsNeverAcceptedIsAcceptQueueOverflow() {
      assertThat(askedFourTimes(nearServer())).contains("accept-queue-overflow 41..1721");
    }

    @Test
    void aRequestThatWasNotSeenToArriveMayHaveBeenLost() {
      assertThat(askedFourTimes(nearClient()))
          .contains("retransmission-timeout 41..1721")
          .doesNotContain("accept-queue-overflow 41..1721");
    }

    private List<String> askedFourTimes(ScriptedTrace trace) {
      trace.data(41, CLIENT_TO_SERVER, 100);
      for (double again : new double[] {281, 761, 1721}) {
        trace.repeat(again, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
      }
      trace.ack(1761, SERVER_TO_CLIENT).data(1770, SERVER_TO_CLIENT, 100);
      return timeline(trace, request(41, 41, 1770, 1770));
    }

    @Test
    void aLostFinalAckIsNoOverflow() {
      ScriptedTrace trace = nearClient().data(41, CLIENT_TO_SERVER, 100);
      trace.synAck(1040).ack(1080, SERVER_TO_CLIENT).data(1090, SERVER_TO_CLIENT, 100);
      assertThat(timeline(trace, request(41, 41, 1090, 1090)).toString())
          .doesNotContain("accept-queue-overflow");
    }
  }

  @Nested
  class Serving {
    @Test
    void theServersTimeBeginsBehindThePath() {
      ScriptedTrace trace =
          nearClient()
              .data(50, CLIENT_TO_SERVER, 100)
              .ack(90, SERVER_TO_CLIENT)
              .data(390, SERVER_TO_CLIENT, 100)
              .ack(390, CLIENT_TO_SERVER);
      assertThat(timeline(trace, request(50, 50, 390, 390)))
          .containsExactly(
              "network-round-trip 0..40",
              "client-think 40..50",
              "network-round-trip 50..90",
              "slow-server-response 90..390");
    }

    @Test
    void atTheServerNothingIsSubtracted() {
      ScriptedTrace trace =
          nearServer().data(50, CLIENT_TO_SERVER, 100).data(350, SERVER_TO_CLIENT, 100);
      assertThat(timeline(trace, request(50, 50, 350, 350)))
          .contains("slow-server-response 50..350");
    }

    @Test
    void aLongPathIsNotTheServersFault() {
      ScriptedTrace trace = new ScriptedTrace().path(0, 280).handshake();
      trace.data(300, CLIENT_TO_SERVER, 100).data(600, SERVER_TO_CLIENT, 100);
      assertThat(timeline(trace, request(300, 300, 600, 600)))
          .contains("network-round-trip 300..580", "slow-server-response 580..600");
    }

    @Test
    void aRequestSentAgainForNothingDoesNotInterruptTheServer() {
      ScriptedTrace trace =
          nearServer()
              .data(50, CLIENT_TO_SERVER, 100)
              .repeat(
                  290,
                  CLIENT_TO_SERVER,
                  1,
                  100,
                  RetransmissionCause.TIMEOUT,
                  SegmentEvent.NEEDLESS,
                  SegmentEvent.SPURIOUS_RETRANSMISSION)
              .data(1050, SERVER_TO_CLIENT, 100);
      assertThat(timeline(trace, request(50, 50, 1050, 1050)))
          .contains("slow-server-response 50..1050");
    }

    @Test
    void aLostRequestIsLossFirstThenPathThenServer() {
      ScriptedTrace trace =
          nearClient()
              .lost(50, CLIENT_TO_SERVER, 100)
              .repeat(290, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT)
              .ack(330, SERVER_TO_CLIENT)
              .data(430, SERVER_TO_CLIENT, 100);
      assertThat(timeline(trace, request(50, 50, 430, 430)))
          .contains(
              "tail-loss 50..290", "network-round-trip 290..330", "slow-server-response 330..430");
    }

    @Test
    void aRequestThatMeetsAClosingConnectionIsKeepAliveRace() {
      ScriptedTrace trace =
          nearClient()
              .data(50, CLIENT_TO_SERVER, 100)
              .data(90, SERVER_TO_CLIENT, 100)
              .data(1000, CLIENT_TO_SERVER, 100)
              .fin(1010, SERVER_TO_CLIENT)
              .reset(1040, SERVER_TO_CLIENT);
      assertThat(
              timeline(
                  trace,
                  request(50, 50, 90, 90),
                  ScriptedExchange.request(1, 1000, 1000, -1, 1040, false, false)))
          .contains("keep-alive-race 1000..1040");
    }

    @Test
    void aResetLongAfterTheRequestIsNoRace() {
      ScriptedTrace trace =
          nearClient().data(50, CLIENT_TO_SERVER, 100).reset(5050, SERVER_TO_CLIENT);
      assertThat(timeline(trace, request(50, 50, -1, 5050))).contains("connection-reset 90..5050");
    }
  }

  @Nested
  class Resting {
    @Test
    void aClientThatAsksAgainSoonThinks() {
      ScriptedTrace trace =
          nearServer()
              .data(50, CLIENT_TO_SERVER, 100)
              .data(50, SERVER_TO_CLIENT, 100)
              .data(450, CLIENT_TO_SERVER, 100)
              .data(450, SERVER_TO_CLIENT, 100);
      assertThat(
              timeline(
                  trace,
                  request(50, 50, 50, 50),
                  ScriptedExchange.request(1, 450, 450, 450, 450, false, false)))
          .contains("client-think 40..450");
    }

    @Test
    void aConnectionKeptForLaterIsIdle() {
      ScriptedTrace trace =
          nearServer()
              .data(50, CLIENT_TO_SERVER, 100)
              .data(50, SERVER_TO_CLIENT, 100)
              .fin(60050, SERVER_TO_CLIENT);
      assertThat(timeline(trace, request(50, 50, 50, 50))).contains("idle 50..60050");
    }

    @Test
    void anEventStreamRestsByDesign() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      for (int i = 1; i <= 4; i++) {
        trace.data(50 + 500 * i, SERVER_TO_CLIENT, 50).ack(90 + 500 * i, CLIENT_TO_SERVER);
      }
      assertThat(timeline(trace, streaming(50, 50, 550, 2050)))
          .allMatch(text -> text.matches("(idle|transfer|network-round-trip|client-think) .*"));
    }

    @Test
    void theServerOwnsWhatItsConsentToTlsTookBeyondThePath() {
      ScriptedTrace trace =
          nearClient()
              .data(40, CLIENT_TO_SERVER, 8)
              .ack(80, SERVER_TO_CLIENT)
              .data(500, SERVER_TO_CLIENT, 1)
              .ack(500, CLIENT_TO_SERVER)
              .data(520, CLIENT_TO_SERVER, 300);
      assertThat(timeline(trace, upgrade(40, 520, false)))
          .containsExactly(
              "network-round-trip 0..80", "slow-server-response 80..500", "client-think 500..520");
    }

    @Test
    void theServerOwnsTheWaitForItsGreeting() {
      ScriptedTrace trace =
          nearClient()
              .data(900, SERVER_TO_CLIENT, 30)
              .ack(900, CLIENT_TO_SERVER)
              .data(900, CLIENT_TO_SERVER, 10)
              .data(940, SERVER_TO_CLIENT, 10)
              .ack(940, CLIENT_TO_SERVER)
              .data(940, CLIENT_TO_SERVER, 300);
      assertThat(timeline(trace, upgrade(900, 940, true)))
          .containsExactly(
              "network-round-trip 0..80",
              "slow-server-response 80..900",
              "network-round-trip 900..940");
    }

    /** A question that is answered once, and silence that the client ends. */
    private static List<String> givenUp(double patience) {
      ScriptedTrace trace =
          nearClient()
              .data(50, CLIENT_TO_SERVER, 100)
              .data(100, SERVER_TO_CLIENT, 50)
              .ack(100, CLIENT_TO_SERVER)
              .data(1050, CLIENT_TO_SERVER, 13);
      return timeline(trace, outOfTime(50, 100, 1050, patience));
    }

    @Test
    void theServerOwnsTheSilenceInWhichTheTimeOfAStreamRanOut() {
      assertThat(givenUp(1000)).contains("slow-server-response 140..1050");
    }

    @Test
    void nobodyIsBlamedForAStreamThatIsGivenUpSooner() {
      assertThat(givenUp(1200)).noneMatch(text -> text.startsWith("slow-server"));
    }

    @Test
    void aOneSidedCaptureBlamesNobody() {
      ScriptedTrace trace =
          new ScriptedTrace()
              .quality(CaptureQuality.ONE_SIDED)
              .data(0, CLIENT_TO_SERVER, 100)
              .data(2000, CLIENT_TO_SERVER, 100);
      assertThat(timeline(trace, request(0, 2000, -1, 2000)))
          .containsExactly("capture-dropped-packets 0..2000");
    }
  }

  @Nested
  class Losing {
    /** A response of six segments; what happens to it is up to the test. */
    private static ScriptedTrace response(ScriptedTrace trace) {
      return trace.data(50, CLIENT_TO_SERVER, 100);
    }

    @Test
    void aLostTailThatOnlyTheTimerNoticedIsTailLoss() {
      ScriptedTrace trace = response(nearServer());
      trace.data(50, SERVER_TO_CLIENT, 4 * MSS).lost(50, SERVER_TO_CLIENT, 500);
      trace.ack(90, CLIENT_TO_SERVER, 1 + 4 * MSS);
      trace.repeat(290, SERVER_TO_CLIENT, 1 + 4 * MSS, 500, RetransmissionCause.TIMEOUT);
      trace.ack(330, CLIENT_TO_SERVER);
      assertThat(timeline(trace, request(50, 50, 50, 50))).contains("tail-loss 90..290");
    }

    @Test
    void aProbeAfterTwoRoundTripsIsTailLoss() {
      ScriptedTrace trace = response(nearServer());
      trace.data(50, SERVER_TO_CLIENT, 4 * MSS).lost(50, SERVER_TO_CLIENT, 500);
      trace.ack(90, CLIENT_TO_SERVER, 1 + 4 * MSS);
      trace.repeat(172, SERVER_TO_CLIENT, 1 + 4 * MSS, 500, RetransmissionCause.TAIL_LOSS_PROBE);
      trace.ack(212, CLIENT_TO_SERVER);
      assertThat(timeline(trace, request(50, 50, 50, 50))).contains("tail-loss 90..172");
    }

    @Test
    void aRetransmissionThatIsLostTooIsRetransmissionTimeout() {
      ScriptedTrace trace = response(nearServer());
      trace.lost(50, SERVER_TO_CLIENT, 500);
      trace.repeat(290, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
      trace.repeat(770, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
      trace.repeat(1730, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT);
      trace.ack(1770, CLIENT_TO_SERVER);
      assertThat(timeline(trace, request(50, 50, 50, 1730)))
          .contains("retransmission-timeout 50..1730");
    }

    @Test
    void aWholeWindowLostIsPathOutage() {
      ScriptedTrace trace = response(nearServer());
      for (int i = 0; i < 10; i++) {
        trace.lost(50, SERVER_TO_CLIENT, MSS);
      }
      trace.repeat(290, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.TIMEOUT);
      trace.ack(330, CLIENT_TO_SERVER, 1 + MSS);
      assertThat(timeline(trace, request(50, 50, 50, 330))).contains("path-outage 50..330");
    }

    /** So many messages are written one after the other, and none arrives. */
    private static List<String> messagesLost(int count) {
      ScriptedTrace trace = response(nearServer());
      for (int i = 0; i < count; i++) {
        trace.lost(50 + i, SERVER_TO_CLIENT, 20);
      }
      trace.repeat(290, SERVER_TO_CLIENT, 1, 20, RetransmissionCause.TIMEOUT);
      trace.ack(330, CLIENT_TO_SERVER, 21);
      return timeline(trace, request(50, 50, 50, 330));
    }

    @Test
    void manySmallMessagesLostAtOnceArePathOutage() {
      assertThat(messagesLost(4)).contains("path-outage 53..330");
      assertThat(messagesLost(3).toString()).doesNotContain("path-outage");
    }

    /** Two messages are lost, the second is probed for, and a timer sends both so many times. */
    private static List<String> sentAgain(int timeouts) {
      ScriptedTrace trace = response(nearServer());
      trace.lost(50, SERVER_TO_CLIENT, 20).lost(110, SERVER_TO_CLIENT, 20);
      trace.repeat(
          200, SERVER_TO_CLIENT, 21, 20, RetransmissionCause.TAIL_LOSS_PROBE, SegmentEvent.LOST);
      double at = 200;
      for (int i = 0; i < timeouts; i++) {
        at += 240 << i;
        trace.repeat(at, SERVER_TO_CLIENT, 1, 20, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
      }
      trace.ack(at + 40, CLIENT_TO_SERVER);
      return timeline(trace, request(50, 50, 50, at + 40));
    }

    @Test
    void whatATimerAndAProbeSendInVainAddsUp() {
      assertThat(sentAgain(3).toString())
          .contains("path-outage")
          .doesNotContain("retransmission-timeout")
          .doesNotContain("tail-loss");
      assertThat(sentAgain(2).toString()).doesNotContain("path-outage");
    }

    @Test
    void timersWhoseRepairsArriveAddUpToNoOutage() {
      ScriptedTrace trace = response(nearServer());
      for (int i = 0; i < 3; i++) {
        trace.lost(50, SERVER_TO_CLIENT, 20);
      }
      double at = 50;
      for (int i = 0; i < 3; i++) {
        at += 280;
        trace.repeat(
            at, SERVER_TO_CLIENT, 1 + 20 * i, 20, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
        at += 280;
        trace.repeat(at, SERVER_TO_CLIENT, 1 + 20 * i, 20, RetransmissionCause.TIMEOUT);
        trace.ack(at + 40, CLIENT_TO_SERVER, 21 + 20 * i);
      }
      assertThat(timeline(trace, request(50, 50, 50, at + 40)).toString())
          .contains("retransmission-timeout")
          .doesNotContain("path-outage");
    }

    @Test
    void aSegmentSentFiveTimesIsPathOutage() {
      ScriptedTrace trace = response(nearServer());
      trace.lost(50, SERVER_TO_CLIENT, 500);
      for (int millis : new int[] {290, 530, 1010}) {
        trace.repeat(
            millis, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT, SegmentEvent.LOST);
      }
      trace.repeat(1970, SERVER_TO_CLIENT, 1, 500, RetransmissionCause.TIMEOUT);
      trace.ack(2010, CLIENT_TO_SERVER);
      assertThat(timeline(trace, request(50, 50, 50, 1970))).contains("path-outage 50..1970");
    }

    @Test
    void aHoleThatDuplicateAcksToldIsPacketLoss() {
      ScriptedTrace trace = response(nearServer());
      trace.lost(50, SERVER_TO_CLIENT, MSS).data(50, SERVER_TO_CLIENT, 4 * MSS);
      for (int i = 0; i < 3; i++) {
        trace.ack(90, CLIENT_TO_SERVER, 1, SegmentEvent.DUPLICATE_ACK);
      }
      trace.repeat(90, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.FAST_RETRANSMIT);
      trace.ack(130, CLIENT_TO_SERVER).data(130, SERVER_TO_CLIENT, MSS);
      assertThat(timeline(trace, request(50, 50, 50, 130))).contains("packet-loss 90..130");
    }

    private List<String> repaired(double answerMillis) {
      ScriptedTrace trace = response(nearServer());
      trace.lost(50, SERVER_TO_CLIENT, MSS).data(50, SERVER_TO_CLIENT, 4 * MSS);
      for (int i = 0; i < 3; i++) {
        trace.ack(90, CLIENT_TO_SERVER, 1, SegmentEvent.DUPLICATE_ACK);
      }
      trace.repeat(90, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.FAST_RETRANSMIT);
      trace.ack(answerMillis, CLIENT_TO_SERVER).data(answerMillis, SERVER_TO_CLIENT, MSS);
      return timeline(trace, request(50, 50, 50, answerMillis));
    }

    @Test
    void theAnswerToARepairIsWaitedForUntilItIsAStall() {
      assertThat(repaired(169)).contains("packet-loss 90..169");
      assertThat(repaired(180).toString()).doesNotContain("packet-loss 90");
    }

    @Test
    void aLateAckAfterANeedlessTimeoutIsDelaySpike() {
      ScriptedTrace trace = response(nearServer());
      trace.data(50, SERVER_TO_CLIENT, 2 * MSS);
      trace.repeat(
          290, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.TIMEOUT, SegmentEvent.NEEDLESS);
      trace.ack(300, CLIENT_TO_SERVER).data(300, SERVER_TO_CLIENT, MSS);
      assertThat(timeline(trace, request(50, 50, 50, 300)).toString()).contains("delay-spike 50");
    }

    @Test
    void lostAcksAreSpuriousRetransmission() {
      ScriptedTrace trace = response(nearServer());
      trace.data(50, SERVER_TO_CLIENT, 2 * MSS);
      trace.repeat(
          290, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.TIMEOUT, SegmentEvent.NEEDLESS);
      trace.ack(330, CLIENT_TO_SERVER).data(330, SERVER_TO_CLIENT, MSS);
      assertThat(timeline(trace, request(50, 50, 50, 330)).toString())
          .contains("spurious-retransmission 50");
    }

    @Test
    void aTailLostBeforeTheCaptureIsSeenByTheMissingPush() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
      for (int i = 0; i < 4; i++) {
        trace.segment(90, SERVER_TO_CLIENT, MSS, false).ack(90, CLIENT_TO_SERVER);
      }
      trace.data(370, SERVER_TO_CLIENT, 500);
      assertThat(timeline(trace, request(50, 50, 90, 370))).contains("tail-loss 90..370");
    }

    private static ScriptedTrace written(int lostPackets, double resumedMillis) {
      ScriptedTrace trace = nearClient().packetIds(SERVER_TO_CLIENT, 65_533);
      trace.data(50, CLIENT_TO_SERVER, 100);
      for (int i = 0; i < 4; i++) {
        trace.data(90, SERVER_TO_CLIENT, 1200).ack(90, CLIENT_TO_SERVER);
      }
      trace.packetIds(SERVER_TO_CLIENT, 65_537 + lostPackets);
      return trace.data(resumedMillis, SERVER_TO_CLIENT, 500);
    }

    @Test
    void aTailLostBeforeTheCaptureIsSeenByTheSendersCountOfPackets() {
      assertThat(timeline(written(1, 370), request(50, 50, 90, 370))).contains("tail-loss 90..370");
    }

    /** An answer that comes late, after the server has acknowledged what was asked. */
    private static ScriptedTrace answeredLate(int lostPackets) {
      ScriptedTrace trace = nearClient().packetIds(SERVER_TO_CLIENT, 7000);
      trace.data(50, CLIENT_TO_SERVER, 100).ack(90, SERVER_TO_CLIENT);
      trace.packetIds(SERVER_TO_CLIENT, 7001 + lostPackets);
      trace.data(340, SERVER_TO_CLIENT, 900).ack(340, CLIENT_TO_SERVER);
      trace.data(345, CLIENT_TO_SERVER, 80).data(385, SERVER_TO_CLIENT, 60);
      trace.data(386, SERVER_TO_CLIENT, 60).data(387, SERVER_TO_CLIENT, 60);
      return trace;
    }

    @Test
    void anAnswerLostBeforeTheCaptureIsSeenByTheSendersCountOfPackets() {
      assertThat(timeline(answeredLate(1), request(50, 50, 340, 340)))
          .contains("tail-loss 90..340");
      assertThat(timeline(answeredLate(0), request(50, 50, 340, 340)))
          .contains("slow-server-response 90..340");
    }

    @Test
    void whatOvertakesTheAnswerDoesNotShowItLost() {
      ScriptedTrace trace = nearClient().packetIds(SERVER_TO_CLIENT, 7000);
      trace.data(50, CLIENT_TO_SERVER, 100).ack(90, SERVER_TO_CLIENT);
      trace.packetIds(SERVER_TO_CLIENT, 7002).skip(SERVER_TO_CLIENT, 900);
      trace.data(340, SERVER_TO_CLIENT, 900).data(341, SERVER_TO_CLIENT, 60);
      trace.data(342, SERVER_TO_CLIENT, 60).data(343, SERVER_TO_CLIENT, 60);
      assertThat(timeline(trace, request(50, 50, 340, 343)).toString()).doesNotContain("tail-loss");
    }

    @Test
    void aFirstAnswerOfAHandshakeThatIsLostIsNotTheServersDelay() {
      assertThat(timeline(answeredLate(1), handshake(50, 345, true))).contains("tail-loss 90..340");
      assertThat(timeline(answeredLate(0), handshake(50, 345, true)))
          .contains("tls-slow-server 90..340");
    }

    @Test
    void aPauseIsTheServersWhereNoPacketIsMissing() {
      assertThat(timeline(written(0, 370), request(50, 50, 90, 370)))
          .contains("response-trickle 90..370");
    }

    @Test
    void aJumpOfTheCounterIsNoCountOfLosses() {
      assertThat(timeline(written(900, 370), request(50, 50, 90, 370)))
          .contains("response-trickle 90..370");
    }

    @Test
    void aProbeWithNewDataIsNoPauseOfTheApplication() {
      ScriptedTrace trace = response(nearServer());
      trace.data(50, SERVER_TO_CLIENT, 10 * MSS);
      trace.segment(132, SERVER_TO_CLIENT, MSS, true);
      trace.ack(140, CLIENT_TO_SERVER).data(140, SERVER_TO_CLIENT, MSS);
      assertThat(timeline(trace, request(50, 50, 50, 140)).toString())
          .contains("delay-spike 50")
          .doesNotContain("sender-pause");
    }

    @Test
    void aNeedlessRepeatThatTookThreeTriesIsPathOutage() {
      ScriptedTrace trace = response(nearServer());
      trace.data(50, SERVER_TO_CLIENT, 2 * MSS);
      for (double again : new double[] {290, 770, 1730}) {
        trace.repeat(
            again, SERVER_TO_CLIENT, 1, MSS, RetransmissionCause.TIMEOUT, SegmentEvent.NEEDLESS);
      }
      trace.ack(1770, CLIENT_TO_SERVER).data(1770, SERVER_TO_CLIENT, MSS);
      assertThat(timeline(trace, request(50, 50, 50, 1770))).contains("path-outage 50..1770");
    }

    @Test
    void fullSizeSegmentsThatNeverArriveAreABlackHole() {
      ScriptedTrace trace = response(nearServer());
      trace.data(50, SERVER_TO_CLIENT, 200).ack(90, CLIENT_TO_SERVER);
      trace.lost(90, SERVER_TO_CLIENT, MSS).lost(90, SERVER_TO_CLIENT, MSS);
      for (double again : new double[] {330, 810, 1770}) {
        trace.repeat(again, SERVER_TO_CLIENT, 201, MSS, RetransmissionCause.TIMEOUT);
      }
      assertThat(timeline(trace, request(50, 50, 50, 1770)))
          .contains("path-mtu-black-hole 90..1770");
    }

    @Test
    void aPathThatCarriedFullSizeSegmentsIsNoBlackHole() {
      ScriptedTrace trace = response(nearServer());
      trace.data(50, SERVER_TO_CLIENT, 200 + MSS).ack(90, CLIENT_TO_SERVER);
      trace.lost(90, SERVER_TO_CLIENT, MSS);
      for (double again : new double[] {330, 810, 1770}) {
        trace.repeat(again, SERVER_TO_CLIENT, 201 + MSS, MSS, RetransmissionCause.TIMEOUT);
      }
      assertThat(timeline(trace, request(50, 50, 50, 1770))).contains("path-outage 90..1770");
    }

    @Test
    void aBurstThatThePathHeldBackIsDelayNotLoss() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
      for (int i = 0; i < 4; i++) {
        trace.segment(90, SERVER_TO_CLIENT, MSS, false).ack(90, CLIENT_TO_SERVER);
      }
      trace.data(370, SERVER_TO_CLIENT, 6 * MSS);
      assertThat(timeline(trace, request(50, 50, 90, 370))).contains("delay-spike 90..370");
    }

    @Test
    void wordsOfPartingToAPeerThatIsGoneHoldUpNobody() {
      ScriptedTrace trace = response(nearClient());
      trace.data(90, SERVER_TO_CLIENT, 100).ack(90, CLIENT_TO_SERVER);
      trace.lost(200, CLIENT_TO_SERVER, 31);
      trace.repeat(440, CLIENT_TO_SERVER, 101, 31, RetransmissionCause.TIMEOUT);
      trace.repeat(920, CLIENT_TO_SERVER, 101, 31, RetransmissionCause.TIMEOUT);
      assertThat(timeline(trace, request(50, 50, 90, 90))).contains("idle 90..920");
    }
  }

  @Nested
  class Receiving {
    @Test
    void aReceiverThatDoesNotReadIsZeroWindow() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      trace.window(CLIENT_TO_SERVER, 4 * MSS).ack(51, CLIENT_TO_SERVER);
      trace.data(52, SERVER_TO_CLIENT, 4 * MSS);
      trace.window(CLIENT_TO_SERVER, 0).ack(92, CLIENT_TO_SERVER, 1 + 4 * MSS);
      trace.ack(292, SERVER_TO_CLIENT, 101, SegmentEvent.KEEP_ALIVE);
      trace.ack(332, CLIENT_TO_SERVER, 1 + 4 * MSS, SegmentEvent.ZERO_WINDOW);
      trace.window(CLIENT_TO_SERVER, 4 * MSS);
      trace.ack(2092, CLIENT_TO_SERVER, 1 + 4 * MSS, SegmentEvent.WINDOW_UPDATE);
      trace.data(2092, SERVER_TO_CLIENT, MSS);
      assertThat(timeline(trace, request(50, 50, 52, 2092))).contains("zero-window 92..2092");
    }

    /** Ten segments arrive, and are acknowledged later with a window that is so much larger. */
    private List<String> putOff(int window) {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
      trace.window(CLIENT_TO_SERVER, 80 * MSS).ack(50, CLIENT_TO_SERVER);
      trace.data(90, SERVER_TO_CLIENT, 10 * MSS);
      trace.window(CLIENT_TO_SERVER, window).ack(131, CLIENT_TO_SERVER);
      trace.data(171, SERVER_TO_CLIENT, 10 * MSS);
      return timeline(trace, request(50, 50, 90, 171));
    }

    @Test
    void anAckThatIsPutOffWhileNobodyReadsIsZeroWindowHoweverLargeTheWindow() {
      assertThat(putOff(70 * MSS)).contains("zero-window 90..131");
      assertThat(putOff(80 * MSS)).contains("delay-spike 90..131");
    }

    private List<String> answered(int bytes) {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      trace.window(CLIENT_TO_SERVER, MSS - 1).ack(51, CLIENT_TO_SERVER);
      trace.ack(51, SERVER_TO_CLIENT).data(851, SERVER_TO_CLIENT, bytes);
      trace.window(CLIENT_TO_SERVER, 8 * MSS).ack(891, CLIENT_TO_SERVER);
      return timeline(trace, request(50, 50, 851, 851));
    }

    @Test
    void anAnswerThatHadFittedIsNotHeldBackByTheWindow() {
      assertThat(answered(MSS - 1).toString())
          .contains("slow-server-response")
          .doesNotContain("zero-window");
      assertThat(answered(MSS).toString()).contains("zero-window");
    }

    @Test
    void aSmallWindowIsReceiveWindowLimited() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      trace.window(CLIENT_TO_SERVER, 8 * MSS).ack(50, CLIENT_TO_SERVER);
      for (int round = 0; round < 3; round++) {
        trace.data(50 + 40 * round, SERVER_TO_CLIENT, 8 * MSS);
        trace.ack(90 + 40 * round, CLIENT_TO_SERVER);
      }
      trace.data(170, SERVER_TO_CLIENT, MSS);
      assertThat(timeline(trace, request(50, 50, 50, 170)))
          .contains("receive-window-limited 50..170");
    }

    @Test
    void aSmallWindowIsSeenFromTheReceiverToo() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
      trace.window(CLIENT_TO_SERVER, 8 * MSS).ack(50, CLIENT_TO_SERVER);
      for (int round = 0; round < 3; round++) {
        trace.data(90 + 40 * round, SERVER_TO_CLIENT, 8 * MSS);
        trace.ack(90 + 40 * round, CLIENT_TO_SERVER);
      }
      trace.data(210, SERVER_TO_CLIENT, MSS);
      assertThat(timeline(trace, request(50, 50, 90, 210)))
          .contains("receive-window-limited 90..210");
    }
  }

  @Nested
  class Acknowledging {
    @Test
    void smallWritesThatWaitForADelayedAckAreNagles() {
      ScriptedTrace trace = nearServer();
      trace.data(50, CLIENT_TO_SERVER, 100);
      trace.data(50, SERVER_TO_CLIENT, 200).ack(131, CLIENT_TO_SERVER);
      trace.data(131, SERVER_TO_CLIENT, 200).ack(212, CLIENT_TO_SERVER);
      trace.data(212, SERVER_TO_CLIENT, 200);
      assertThat(timeline(trace, request(50, 50, 50, 212))).contains("nagle-delayed-ack 50..212");
    }

    @Test
    void aServerThatWorksFortyMillisecondsIsNotNagles() {
      ScriptedTrace trace = nearServer();
      trace.data(50, CLIENT_TO_SERVER, 200).data(90, SERVER_TO_CLIENT, 200);
      assertThat(timeline(trace, request(50, 50, 90, 90))).contains("slow-server-response 50..90");
    }

    @Test
    void doublingFlightsAreSlowStart() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      trace.data(50, SERVER_TO_CLIENT, 10 * MSS).ack(90, CLIENT_TO_SERVER);
      trace.data(90, SERVER_TO_CLIENT, 20 * MSS).ack(130, CLIENT_TO_SERVER);
      trace.data(130, SERVER_TO_CLIENT, 5 * MSS);
      assertThat(timeline(trace, request(50, 50, 50, 130))).contains("slow-start 50..130");
    }

    @Test
    void doublingFlightsAreSlowStartFromTheReceiverToo() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
      trace.data(90, SERVER_TO_CLIENT, 10 * MSS).ack(90, CLIENT_TO_SERVER);
      trace.data(130, SERVER_TO_CLIENT, 20 * MSS).ack(130, CLIENT_TO_SERVER);
      trace.data(170, SERVER_TO_CLIENT, 5 * MSS);
      assertThat(timeline(trace, request(50, 50, 90, 170))).contains("slow-start 90..170");
    }

    @Test
    void aWindowThatShrankWhileRestingIsSlowStartAfterIdle() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      for (int round = 0; round < 3; round++) {
        trace.data(50 + 40 * round, SERVER_TO_CLIENT, (10 << round) * MSS);
        trace.ack(90 + 40 * round, CLIENT_TO_SERVER);
      }
      trace.data(3000, CLIENT_TO_SERVER, 100);
      trace.data(3000, SERVER_TO_CLIENT, 10 * MSS).ack(3040, CLIENT_TO_SERVER);
      trace.data(3040, SERVER_TO_CLIENT, 20 * MSS).ack(3080, CLIENT_TO_SERVER);
      trace.data(3080, SERVER_TO_CLIENT, 2 * MSS);
      assertThat(
              timeline(
                  trace,
                  request(50, 50, 50, 130),
                  ScriptedExchange.request(1, 3000, 3000, 3000, 3080, false, false)))
          .contains("slow-start-after-idle 3000..3080");
    }

    @Test
    void aSingleLateAckIsDelaySpike() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      trace.data(50, SERVER_TO_CLIENT, 10 * MSS).ack(210, CLIENT_TO_SERVER);
      trace.data(210, SERVER_TO_CLIENT, 10 * MSS);
      assertThat(timeline(trace, request(50, 50, 50, 210))).contains("delay-spike 50..210");
    }
  }

  @Nested
  class Writing {
    @Test
    void aPauseAfterEverythingArrivedIsResponseTrickle() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      trace.data(50, SERVER_TO_CLIENT, 1000).ack(90, CLIENT_TO_SERVER);
      trace.data(590, SERVER_TO_CLIENT, 1000);
      assertThat(timeline(trace, request(50, 50, 50, 590))).contains("response-trickle 50..590");
    }

    @Test
    void aClientThatSendsItsRequestSlowlyIsRequestTrickle() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 1000);
      trace.ack(90, SERVER_TO_CLIENT).data(590, CLIENT_TO_SERVER, 1000);
      assertThat(timeline(trace, request(50, 590, -1, 590))).contains("request-trickle 50..590");
    }

    @Test
    void aStreamOfRequestsMayPause() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 1000);
      trace.ack(90, SERVER_TO_CLIENT).data(590, CLIENT_TO_SERVER, 1000);
      assertThat(timeline(trace, streamed(50, 590, 590, 600)).toString())
          .doesNotContain("request-trickle");
    }

    @Test
    void whatAClientSendsAgainToAServerThatClosedHoldsUpNobody() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
      trace.fin(60, SERVER_TO_CLIENT).fin(61, CLIENT_TO_SERVER);
      trace.repeat(900, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
      trace.repeat(5000, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
      assertThat(timeline(trace)).contains("idle 61..5000");
    }

    private static List<String> repeatedUnderTls(ScriptedTrace trace) {
      trace.repeat(300, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
      trace.repeat(780, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
      return timeline(trace, encrypted(60, 780));
    }

    @Test
    void whatIsSaidUnderTlsToAServerThatClosedHoldsUpNobody() {
      ScriptedTrace closed = nearClient().fin(59, SERVER_TO_CLIENT);
      assertThat(repeatedUnderTls(closed.lost(60, CLIENT_TO_SERVER, 100))).contains("idle 40..780");
    }

    @Test
    void whatIsSaidUnderTlsToAServerThatClosesLaterMayBeARequest() {
      ScriptedTrace open = nearClient().lost(60, CLIENT_TO_SERVER, 100);
      assertThat(repeatedUnderTls(open.fin(61, SERVER_TO_CLIENT)).toString())
          .doesNotContain("idle");
    }

    @Test
    void whatComesAfterAResetHoldsUpNobody() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
      trace.reset(90, SERVER_TO_CLIENT);
      trace.repeat(900, CLIENT_TO_SERVER, 1, 100, RetransmissionCause.TIMEOUT);
      assertThat(timeline(trace)).contains("idle 90..900");
    }

    @Test
    void anAckThatNobodyWaitsForIsNoDelaySpike() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 1000);
      trace.ack(190, SERVER_TO_CLIENT).data(590, CLIENT_TO_SERVER, 1000);
      assertThat(timeline(trace, request(50, 590, -1, 590)).toString())
          .doesNotContain("delay-spike")
          .contains("request-trickle 50..590");
    }

    @Test
    void aRequestThatGoesOnBehindItsAnswerIsStillTheClients() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 100);
      trace.ack(90, SERVER_TO_CLIENT).data(91, SERVER_TO_CLIENT, 100).ack(91, CLIENT_TO_SERVER);
      trace.data(891, CLIENT_TO_SERVER, 100).ack(931, SERVER_TO_CLIENT);
      assertThat(timeline(trace, request(50, 891, 91, 91)).toString())
          .contains("request-trickle 91..891")
          .doesNotContain("undetermined");
    }

    @Test
    void aBodyThatWaitsForConsentIsExpectContinue() {
      ScriptedTrace trace = nearClient().data(50, CLIENT_TO_SERVER, 300);
      trace.ack(90, SERVER_TO_CLIENT).data(1050, CLIENT_TO_SERVER, 1000);
      assertThat(timeline(trace, expecting(50, 1050, -1, 1050)))
          .contains("expect-continue 90..1050");
    }

    @Test
    void dataThatGoOnWithoutAPauseAreTransfer() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      for (int i = 0; i < 20; i++) {
        trace.segment(50 + 2 * i, SERVER_TO_CLIENT, MSS, false);
      }
      assertThat(timeline(trace, request(50, 50, 50, 88))).contains("transfer 50..88");
    }

    @Test
    void aSenderThatIsSilentThoughItMaySendPauses() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      trace.data(50, SERVER_TO_CLIENT, MSS).data(80, SERVER_TO_CLIENT, MSS);
      assertThat(timeline(trace, request(50, 50, 50, 80))).contains("sender-pause 50..80");
    }

    /** A sender goes on so much later than it hears of a hole. */
    private List<String> goesOn(double reaction) {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      trace.data(50, SERVER_TO_CLIENT, 4 * MSS);
      trace.window(CLIENT_TO_SERVER, 500 * MSS);
      trace.hole(85, CLIENT_TO_SERVER, 1, 1 + MSS, 1 + 2 * MSS);
      trace.data(85 + reaction, SERVER_TO_CLIENT, MSS);
      return timeline(trace, request(50, 50, 50, 85 + reaction));
    }

    @Test
    void aSenderThatGoesOnWhenItHearsOfAHoleWaitedForAnAck() {
      assertThat(goesOn(0.1)).contains("slow-start 50..85");
      assertThat(goesOn(8)).contains("sender-pause 50..93");
    }

    @Test
    void aSmallWriteFollowedByAnotherAtOnceIsNotNagles() {
      ScriptedTrace trace = nearServer().data(50, CLIENT_TO_SERVER, 100);
      trace.data(50, SERVER_TO_CLIENT, 200).data(50, SERVER_TO_CLIENT, 200);
      trace.ack(131, CLIENT_TO_SERVER).data(700, SERVER_TO_CLIENT, 200);
      assertThat(timeline(trace, request(50, 50, 50, 700)).toString())
          .doesNotContain("nagle-delayed-ack");
    }
  }

  @Nested
  class Securing {
    @Test
    void oneRoundTripAndTheServersWork() {
      ScriptedTrace trace = nearClient().data(40, CLIENT_TO_SERVER, 517);
      trace.data(100, SERVER_TO_CLIENT, 4000).data(103, CLIENT_TO_SERVER, 80);
      assertThat(timeline(trace, handshake(40, 103, true)))
          .containsExactly(
              "network-round-trip 0..80", "tls-slow-server 80..100", "tls-slow-client 100..103");
    }

    @Test
    void aSecondRoundTripWithTheServersLastWordIsTheOldVersion() {
      ScriptedTrace trace = nearClient().data(40, CLIENT_TO_SERVER, 517);
      trace.data(80, SERVER_TO_CLIENT, 4000).data(80, CLIENT_TO_SERVER, 80);
      trace.data(120, SERVER_TO_CLIENT, 51);
      assertThat(timeline(trace, handshake(40, 120, true)))
          .containsExactly("network-round-trip 0..80", "tls-two-round-trips 80..120");
    }

    @Test
    void aSecondRoundTripWithTheClientsLastWordIsARefusedOffer() {
      ScriptedTrace trace = nearClient().data(40, CLIENT_TO_SERVER, 517);
      trace.data(80, SERVER_TO_CLIENT, 99).data(80, CLIENT_TO_SERVER, 517);
      trace.data(120, SERVER_TO_CLIENT, 4000).data(120, CLIENT_TO_SERVER, 80);
      assertThat(timeline(trace, handshakeBegunAgain(40, 120)))
          .containsExactly("network-round-trip 0..80", "tls-hello-retry 80..120");
      assertThat(timeline(trace, handshake(40, 120, true)))
          .as("the refusal was not captured")
          .containsExactly("network-round-trip 0..120");
    }

    @Test
    void certificatesBeyondTheFirstWindowCostARoundTrip() {
      ScriptedTrace trace = nearServer().data(40, CLIENT_TO_SERVER, 517);
      trace.data(40, SERVER_TO_CLIENT, 10 * MSS).ack(80, CLIENT_TO_SERVER);
      trace.data(80, SERVER_TO_CLIENT, 4000).data(120, CLIENT_TO_SERVER, 80);
      assertThat(timeline(trace, handshake(40, 120, true)))
          .contains("tls-certificate-flight 40..80");
    }

    @Test
    void aServerThatPausesForItselfIsSlow() {
      ScriptedTrace trace = nearServer().data(40, CLIENT_TO_SERVER, 517);
      trace.data(40, SERVER_TO_CLIENT, 5000).ack(80, CLIENT_TO_SERVER);
      trace.data(240, SERVER_TO_CLIENT, 4000).data(280, CLIENT_TO_SERVER, 80);
      assertThat(timeline(trace, handshake(40, 280, true)).toString())
          .contains("tls-slow-server")
          .doesNotContain("tls-certificate-flight");
    }
  }
}
