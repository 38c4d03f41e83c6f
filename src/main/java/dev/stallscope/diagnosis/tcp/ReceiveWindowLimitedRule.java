package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import java.util.List;
import java.util.Set;

/** R03, R04: the receive window is smaller than what the path could carry. */
public final class ReceiveWindowLimitedRule implements RoundTripRule {
  private static final String HELP =
      """
      ## What it is
      A receiver says how much may be in flight. On a long path that number divided by the round trip \
      is the highest rate: 64 kB at 100 ms is 5 Mbit/s, however fast the network is. Without the \
      window scale option (RFC 7323) no window is larger than 64 kB.

      ## How it is recognised
      What was in flight reached the window (within two segments) and the sender went on when the \
      window moved. The round trips that a growing window would have needed for the same bytes are \
      not lost. Such waits count from 40 ms in total between one client and one server. Where the \
      reader stopped five times or more, and once or more to four such waits, they are only mentioned. \
      The lack of window scaling is blamed where 32.8 kB or more were offered: less is the receiver's \
      own choice.

      ## What it is mistaken for
      A receiver that does not read at all: that is zero-window. And a sender that has no more to \
      send: there the window stays open.

      ## What to do
      Let the receiving operating system size the buffer: a fixed `SO_RCVBUF` switches that off. Its \
      limit, `net.ipv4.tcp_rmem`, must be at least the wanted rate times the round trip.
      """;

  /** Fewer stops of the reader are no habit. */
  private static final int LEAST_STOPS = 5;

  /** One stop to so many waits for the window, or more of them, make the reader what limits. */
  private static final int STOP_PART = 4;

  /**
   * Without scaling 65,535 bytes can be offered: half of them and less is the receiver's choice.
   */
  private static final int LEAST_UNSCALED_BYTES = 32_768;

  /** Where waits take longer than so many round trips, something else than the path delays them. */
  private static final int PATH_TRIPS = 4;

  private static final RuleInfo INFO =
      new RuleInfo(
          "receive-window-limited",
          Layer.TCP,
          "The receive window is too small for the path",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return DataWaits.judge(
        context, StallCause.RECEIVE_WINDOW_LIMITED, ReceiveWindowLimitedRule::finding);
  }

  private static Finding finding(DataWaits waits) {
    DirectionFacts facts = waits.facts();
    boolean isUnscaled =
        isUnscaled(waits.connection()) && facts.windows().maxBytes() >= LEAST_UNSCALED_BYTES;
    boolean isLargest = isUnscaled || facts.windows().filledBytes() < 0;
    long window = isLargest ? facts.windows().maxBytes() : facts.windows().filledBytes();
    FindingDraft draft =
        waits
            .draft(INFO, isUnscaled ? Party.NETWORK : waits.receiverProgram())
            .atMost(isReaders(waits) ? Severity.INFO : Severity.CRITICAL)
            .evidence(
                Evidence.bytes("window that limited", window),
                Evidence.bytes("largest flight", facts.maxInFlightBytes()),
                Evidence.rate("rate that the window allows", waits.rateOf(window)),
                Evidence.text("window scaling", isUnscaled ? "off" : "on"));
    return isUnscaled ? unscaled(draft) : small(draft, waits);
  }

  /**
   * The program that receives stops reading again and again: that fills the window, and would fill
   * a larger one.
   */
  private static boolean isReaders(DataWaits waits) {
    List<Wait> stops =
        waits.context().waits().on(Set.copyOf(waits.group().connections()), StallCause.ZERO_WINDOW);
    return stops.size() >= LEAST_STOPS && stops.size() * STOP_PART >= waits.group().count();
  }

  /** Scaling needs both: one SYN without the option switches it off for both sides. */
  private static boolean isUnscaled(TcpConnection connection) {
    return connection.fromClient().windowScale() == 0 && connection.fromServer().windowScale() == 0;
  }

  private static boolean isPathBound(DataWaits waits) {
    return waits.medianLostNanos() <= PATH_TRIPS * waits.roundTripNanos();
  }

  private static Finding small(FindingDraft draft, DataWaits waits) {
    return draft
        .advice(
            waits.isDownload()
                ? "Remove a fixed receive buffer from the client program: `SO_RCVBUF` on a Python"
                    + " socket, or in aiohttp's `socket_factory` and urllib3's `socket_options`;"
                    + " it switches Linux's own sizing off."
                : "Remove a fixed receive buffer from the server: `SO_RCVBUF` on a Python socket,"
                    + " or nginx `listen 80 rcvbuf=64k`; uvicorn and gunicorn set none. It switches"
                    + " Linux's own sizing off.",
            "On the {receiver}, where larger buffers are wanted:"
                + " `sysctl net.ipv4.tcp_moderate_rcvbuf=1` and"
                + " `sysctl net.ipv4.tcp_rmem=\"4096 131072 16777216\"`; the last number should be"
                + " the wanted rate times the round trip.")
        .finding(
            "The {receiver}'s small receive window cost {time lost}",
            "The {receiver} allows {window that limited} in flight"
                + (isPathBound(waits)
                    ? ", which makes at most {rate that the window allows} on a round trip of {round"
                        + " trip}"
                    : "")
                + ". The {sender} had more to send"
                + " and waited for confirmations ({waits}, the longest {longest wait}).");
  }

  private static Finding unscaled(FindingDraft draft) {
    return draft
        .advice(
            "Switch the option on at both hosts: `sysctl net.ipv4.tcp_window_scaling=1`.",
            "Where both hosts have it on, a firewall or load balancer between strips it from the"
                + " SYN: compare captures on both sides of it, and have it let the option pass.")
        .finding(
            "Without window scaling the connection is limited to {rate that the window allows}",
            "Client and server agreed on no window scale, so that the {receiver} could offer no"
                + " window larger than {window that limited}: at most {rate that the window allows} on a"
                + " round trip of {round trip}. The {sender} waited {time lost} for it ({waits}).");
  }
}
