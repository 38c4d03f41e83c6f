package dev.stallscope.diagnosis.capture;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Q3: the capture lost packets that the network delivered. */
public final class CaptureDroppedPacketsRule implements Rule {
  /** More packets of a kind than these prove nothing more. */
  private static final int SHOWN_PROOFS = 4;

  private static final String HELP =
      """
      ## What it is
      A capture that cannot keep up loses packets, although the network delivered them. Who looks at \
      such a file sees holes that look like loss, and pauses that nobody made.

      ## How it is recognised
      Data were acknowledged that the capture never saw, in more than 0.1 % of the data segments of a \
      connection; or the file itself counts dropped packets. Loss is not judged on such connections \
      where they have holes.

      ## What it is mistaken for
      Loss on the path: there the data are sent again. Connections of which only one direction was \
      captured are left out, see capture-one-sided.

      ## What to do
      Capture again with a larger buffer and a narrower filter.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "capture-dropped-packets",
          Layer.CAPTURE,
          "The capture missed packets that were delivered",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.ROOT_CAUSE;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    CaptureFacts capture = context.measurements().capture();
    if (capture.packets() == 0) {
      return FlaggedConnections.noPackets();
    }
    FlaggedConnections all = FlaggedConnections.with(context, CaptureQuality.UNSEEN_ACKNOWLEDGED);
    FlaggedConnections flagged =
        new FlaggedConnections(
            all.connections().stream()
                .filter(connection -> !connection.has(CaptureQuality.ONE_SIDED))
                .toList(),
            all.all());
    long counted = capture.dropped().orElse(0);
    if (flagged.isEmpty() && counted == 0) {
      return new RuleOutcome.Clear(
          "No data were acknowledged that the capture had not seen. Looked at: %s."
              .formatted(QuantityText.count(capture.packets(), "packet")));
    }
    FindingDraft draft =
        new FindingDraft(INFO, Party.WHO_CAPTURES)
            .atLeast(flagged.isEmpty() ? Severity.INFO : Severity.MINOR)
            .evidence(
                Evidence.count(
                    "acknowledged but not seen",
                    flagged.count(SegmentEvent.ACKED_MISSED),
                    "acknowledgment"),
                Evidence.text(
                    "dropped by the file's own count",
                    capture.dropped().isPresent() ? "%,d".formatted(counted) : "not stated"),
                Evidence.text("connections with holes", flagged.share()));
    proofs(flagged).limit(SHOWN_PROOFS).forEach(draft::packet);
    context.waits().with(StallCause.CAPTURE_DROPPED_PACKETS).stream()
        .limit(SHOWN_PROOFS)
        .forEach(wait -> draft.packet(wait.interval().lastPacket()));
    if (flagged.isEmpty()) {
      draft.packet(0);
    }
    return new RuleOutcome.Found(
        List.of(
            flagged
                .enterWithoutProof(draft, capture)
                .advice(
                    "Use a larger buffer and a narrower filter: `tcpdump -B 65536 -w FILE host"
                        + " SERVER and port 443`.",
                    "`-s 128` makes each packet smaller, if only TCP is of interest.",
                    "Write to a fast local disk, and not to the terminal.")
                .finding(
                    "The capture missed packets that the network delivered",
                    "{acknowledged but not seen} for data that are not in the file ({connections"
                        + " with holes}; dropped packets by the file's own count: {dropped by the"
                        + " file's own count}). What looks like loss there is none, and is not"
                        + " judged.")));
  }

  /** The first acknowledgments of what no packet holds, where there are most of them first. */
  private static IntStream proofs(FlaggedConnections flagged) {
    return flagged.connections().stream()
        .sorted(Comparator.comparingInt(CaptureDroppedPacketsRule::missed).reversed())
        .flatMapToInt(
            connection ->
                IntStream.of(
                    connection.fromClient().events().firstAckedMissed(),
                    connection.fromServer().events().firstAckedMissed()))
        .filter(packet -> packet >= 0);
  }

  private static int missed(TcpConnection connection) {
    return FlaggedConnections.count(connection, SegmentEvent.ACKED_MISSED);
  }
}
