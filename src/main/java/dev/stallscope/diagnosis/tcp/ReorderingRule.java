package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.DirectionFacts;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Direction;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;

/** L13: packets overtook one another. */
public final class ReorderingRule implements Rule {
  /** Below this share of the segments it is ordinary (STALLS L13). */
  private static final double LEAST_SHARE = 0.01;

  /** Fewer are no pattern. */
  private static final int LEAST_SEGMENTS = 10;

  private static final String HELP =
      """
      ## What it is
      Packets arrived in another order than they were sent. TCP puts them in order again; nothing \
      is lost, and little time passes.

      ## How it is recognised
      Segments that fill a hole sooner than a repetition could have, with older timestamps or \
      between their neighbours' IP identifications. Mentioned where it happened to at least 10 \
      segments and more than 1 % of them.

      ## What it is mistaken for
      Loss: Wireshark's "out-of-order" and "retransmission" differ only by time. Captures made on \
      several CPUs or interfaces reorder packets that were in order on the wire.

      ## What to do
      Usually nothing. If senders slow down because of it, look for links that balance single \
      packets instead of flows, and let RACK judge (`net.ipv4.tcp_recovery=1`).
      """;

  private static final RuleInfo INFO =
      new RuleInfo("reordering", Layer.TCP, "Packets overtook one another", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    Measurements measurements = context.measurements();
    if (measurements.connections().isEmpty()) {
      return new RuleOutcome.NotApplicable("There is no TCP connection in this capture.");
    }
    List<Finding> findings = new ArrayList<>();
    for (TcpConnection connection : measurements.connections()) {
      for (Direction direction : Direction.values()) {
        DirectionFacts facts = context.facts(connection.id()).direction(direction);
        if (facts.losses().reorderedSegments() >= LEAST_SEGMENTS
            && facts.losses().reorderedSegments() > LEAST_SHARE * facts.losses().dataSegments()) {
          findings.add(finding(context, connection, facts));
        }
      }
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear("Packets kept their order. " + CaptureText.segments(context))
        : new RuleOutcome.Found(findings);
  }

  private static Finding finding(
      RuleContext context, TcpConnection connection, DirectionFacts facts) {
    FindingDraft draft = new FindingDraft(INFO, Party.NETWORK);
    for (Wait wait : context.waits().with(StallCause.REORDERING)) {
      if (wait.connection() == connection.id()) {
        draft.claim(wait.claim()).packet(wait.interval().lastPacket());
      }
    }
    String sender = facts.direction() == Direction.SERVER_TO_CLIENT ? "server" : "client";
    return draft
        .connection(connection.id())
        .span(new TimeSpan(connection.startNanos(), connection.endNanos()))
        .packet(facts.firstDataPacket())
        .atMost(Severity.INFO)
        .evidence(
            Evidence.count("overtaken", facts.losses().reorderedSegments(), "packet"),
            Evidence.share(
                "share",
                (double) facts.losses().reorderedSegments()
                    / Math.max(1, facts.losses().dataSegments())))
        .advice(
            "Nothing, unless it slows the sender: then balance links by flow, not by packet, and"
                + " keep `net.ipv4.tcp_recovery=1`.")
        .finding(
            "{overtaken} from the %s arrived out of order".formatted(sender),
            "That is {share} of them. Nothing was lost; TCP puts them in order and hardly waits.");
  }
}
