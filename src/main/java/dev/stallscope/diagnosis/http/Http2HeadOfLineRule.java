package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.measure.Layer;
import java.util.Collection;
import java.util.List;

/** H02: a lost TCP segment stopped streams to which it did not belong. */
public final class Http2HeadOfLineRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      HTTP/2 carries many requests on one TCP connection, and TCP delivers its bytes in order. \
      When a segment is lost, what was sent behind it arrives and has to wait until the lost one \
      was sent again, whichever request it belongs to.

      ## How it is recognised
      A segment was missing for 10 ms or more. In that time bytes of two or more responses were \
      captured behind it, at least one of which had no part in what was missing; each waited from \
      its first such byte until the missing ones came. A response that had nothing to deliver in \
      that time, because its server was not ready, is not counted. This can be seen only where the \
      segment was lost before it came to where was captured: at or near the receiver.

      ## What it is mistaken for
      A slow server: the bytes were there, and were not handed on.

      ## What to do
      Find out why the path loses packets; HTTP/3 holds up only the request that lost something.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "http2-head-of-line", Layer.HTTP, "One lost packet stopped several HTTP/2 streams", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  /** Where the loss itself explains the time, it does so first. */
  @Override
  public Specificity specificity() {
    return Specificity.PATTERN;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    if (HeldStreams.isNothingMultiplexed(context)) {
      return new RuleOutcome.NotApplicable("No connection carried several requests at once.");
    }
    Collection<List<HeldStreams>> connections = HeldStreams.byConnection(context);
    return connections.isEmpty()
        ? new RuleOutcome.Clear(
            "No two streams waited 10 ms or more behind a packet that was missing.")
        : new RuleOutcome.Found(connections.stream().map(Http2HeadOfLineRule::finding).toList());
  }

  private static Finding finding(List<HeldStreams> holes) {
    FindingDraft draft = new FindingDraft(INFO, Party.NETWORK);
    holes.forEach(hole -> hole.claims().forEach(draft::claim));
    HeldStreams worst = HeldStreams.worst(holes);
    long lost = holes.stream().mapToLong(HeldStreams::lostNanos).sum();
    return draft
        .evidence(
            Evidence.duration("time held up", lost),
            Evidence.count("missing segments", holes.size(), "missing packet"),
            Evidence.count("most streams at once", worst.streams(), "stream"),
            Evidence.duration("longest wait", worst.longestNanos()))
        .packets(holes.stream().map(HeldStreams::packet).toList())
        .advice(
            "Offer HTTP/3: there each request waits only for its own packets (Caddy by default,"
                + " nginx `listen 443 quic reuseport;` with `add_header Alt-Svc 'h3=\":443\";"
                + " ma=86400';`).",
            "Find the loss: `mtr --tcp --port 443 HOST` from both ends, `ip -s link`, the queues of"
                + " what shapes or polices the path.",
            "Let the sender recover in one round trip: `sysctl net.ipv4.tcp_sack` and `tcp_recovery`"
                + " on, as is the default.")
        .finding(
            "{missing segments} held up {most streams at once} of one connection, for {longest wait}",
            "TCP delivers in order: bytes of other responses had arrived and had to wait until what"
                + " was missing came, {time held up} in all. Those responses had lost nothing"
                + " themselves.");
  }
}
