package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;

/** K02: the sender waited for an ACK that the receiver delayed. */
public final class DelayedAckRule implements RoundTripRule {
  private static final String HELP =
      """
      ## What it is
      A receiver may wait before it acknowledges, to save packets (RFC 1122: up to 500 ms; Linux 40 ms \
      to 200 ms). A sender that must not send more before the ACK comes waits with it.

      ## How it is recognised
      A bare ACK ended the silence, later than the path by the time that receivers delay an ACK: 30 to \
      60 ms, 90 to 110 ms, 150 to 220 ms or 480 to 520 ms. No more than two segments were in flight, \
      and the next data left at once. Such waits count from 40 ms in total between one client and one \
      server.

      ## What it is mistaken for
      A slow server: there data end the silence, not a bare ACK. Small writes held back by Nagle's \
      algorithm: there the segments are small.

      ## What to do
      Keep more than one segment in flight, or let the receiver acknowledge at once.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("delayed-ack", Layer.TCP, "The sender waited for a delayed ACK", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return DataWaits.judge(context, StallCause.DELAYED_ACK, DelayedAckRule::finding);
  }

  private static Finding finding(DataWaits waits) {
    return waits
        .draft(INFO, waits.receiverSystem())
        .evidence(
            Evidence.duration("each ACK late by", waits.medianLostNanos()),
            Evidence.bytes("in flight at most", waits.facts().maxInFlightBytes()))
        .advice(
            "On the {receiver} (Linux): `ip route change default via GATEWAY dev IF quickack 1`, or"
                + " `sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)` before each"
                + " read.",
            "On the {sender}: larger writes and no fixed small `SO_SNDBUF`, so that more than two"
                + " segments are in flight and the {receiver} acknowledges at once.")
        .finding(
            "The {receiver}'s delayed acknowledgments held the {sender} up for {time lost}",
            "The {sender} sent no more before its last data were acknowledged, and the {receiver}"
                + " acknowledged them {each ACK late by} late: {waits}, the longest {longest"
                + " wait}.");
  }
}
