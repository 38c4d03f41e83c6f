package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RoundTripRule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;

/** W05: the sender's buffer caps what is in flight. */
public final class SendBufferLimitedRule implements RoundTripRule {
  private static final String HELP =
      """
      ## What it is
      A sender keeps what it has sent in a buffer until it is acknowledged. A small fixed buffer caps \
      what is in flight, whatever path and receiver would take.

      ## How it is recognised
      What was in flight stayed the same for four round trips, no loss came before, and the receiver's \
      window was much larger. The round trips that a growing window would have needed for the same \
      bytes are not lost. Such waits count from 40 ms in total between one client and one server.

      ## What it is mistaken for
      A small receive window: there the flight fills the window. A congestion window that grows: there \
      the flight is larger from one round trip to the next.

      ## What to do
      Let the operating system size the send buffer.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("send-buffer-limited", Layer.TCP, "A small send buffer caps the rate", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return DataWaits.judge(context, StallCause.SEND_BUFFER_LIMITED, SendBufferLimitedRule::finding);
  }

  private static Finding finding(DataWaits waits) {
    DirectionFacts facts = waits.facts();
    long flight = facts.maxInFlightBytes();
    return waits
        .draft(INFO, waits.senderProgram())
        .evidence(
            Evidence.bytes("in flight at most", flight),
            Evidence.bytes("receiver's window", facts.windows().maxBytes()),
            Evidence.rate("rate that this makes", waits.rateOf(flight)))
        .advice(
            waits.isDownload()
                ? "Remove a fixed send buffer from the server: `SO_SNDBUF` on a Python socket, or"
                    + " nginx `listen 80 sndbuf=16k`; uvicorn and gunicorn set none."
                : "Remove a fixed send buffer from the client program: `SO_SNDBUF` on a Python"
                    + " socket, or in urllib3's `socket_options`.",
            "On the {sender}: `sysctl net.ipv4.tcp_wmem=\"4096 65536 16777216\"`; in asyncio,"
                + " do not set `transport.set_write_buffer_limits` below the wanted rate times the"
                + " round trip.")
        .finding(
            "The {sender}'s small send buffer cost {time lost}",
            "Never more than {in flight at most} were under way, although the {receiver} offered"
                + " room for {receiver's window} and nothing was lost: at most {rate that this"
                + " makes} on a round trip of {round trip} ({waits}, the longest {longest wait}).");
  }
}
