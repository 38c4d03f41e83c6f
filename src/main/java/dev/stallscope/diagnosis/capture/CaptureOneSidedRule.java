package dev.stallscope.diagnosis.capture;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.Layer;
import java.util.List;

/** Q7: one direction of a connection is not in the capture. */
public final class CaptureOneSidedRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      Packets to the server and back may take different ways, and a mirror port may copy one of them \
      only. Then the capture holds half of the conversation.

      ## How it is recognised
      One direction is absent although the other acknowledges what it sent, or less than 1 % of the \
      bytes acknowledged were seen. Round trips, waits and loss of such connections are not judged.

      ## What it is mistaken for
      A server that does not answer: there nothing is acknowledged.

      ## What to do
      Capture on one of the two hosts, or mirror both directions.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("capture-one-sided", Layer.CAPTURE, "Only one direction was captured", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    FlaggedConnections flagged = FlaggedConnections.with(context, CaptureQuality.ONE_SIDED);
    if (flagged.all() == 0) {
      return FlaggedConnections.noConnection();
    }
    if (flagged.isEmpty()) {
      return new RuleOutcome.Clear(
          "Both directions were captured. TCP connections looked at: %,d."
              .formatted(flagged.all()));
    }
    CaptureFacts capture = context.measurements().capture();
    FindingDraft draft =
        new FindingDraft(INFO, Party.WHO_CAPTURES)
            .atLeast(flagged.isEveryConnection() ? Severity.MINOR : Severity.INFO)
            .evidence(Evidence.text("one-sided connections", flagged.share()))
            .advice(
                "Capture on the client or on the server itself: `tcpdump -i any -w FILE host"
                    + " SERVER`.",
                "Mirror port: copy both directions (`both`, not `rx` or `tx`).",
                "If the way back is another, capture there too and open both files together.");
    return new RuleOutcome.Found(
        List.of(
            flagged
                .enter(draft, capture)
                .finding(
                    "Only one direction was captured in {one-sided connections}",
                    "One side's packets are not in the file, although the other side acknowledged"
                        + " them. Waits, round trips and loss cannot be judged there.")));
  }
}
