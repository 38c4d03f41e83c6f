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
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.measure.Layer;
import java.util.List;

/** Q4: the capture holds packets twice. */
public final class CaptureDuplicatePacketsRule implements Rule {
  /** A handful of duplicates disturbs nobody. */
  private static final double LEAST_SHARE = 0.01;

  private static final String HELP =
      """
      ## What it is
      A mirror port that copies a packet where it comes in and where it goes out, or a capture on two \
      interfaces of one way, holds each packet twice.

      ## How it is recognised
      At least 1 % of the TCP packets came again within 2 ms in the same direction, with the same IP \
      identification, length and checksum. They are counted once in everything else.

      ## What it is mistaken for
      Retransmissions: those carry a new IP identification and come a round trip later.

      ## What to do
      Capture at one place only: name one interface instead of `any`.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("capture-duplicate-packets", Layer.CAPTURE, "Packets were captured twice", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    CaptureFacts capture = context.measurements().capture();
    if (capture.tcpPackets() == 0) {
      return new RuleOutcome.NotApplicable("There is no TCP packet in this capture.");
    }
    double share = (double) capture.duplicatePackets() / capture.tcpPackets();
    if (share < LEAST_SHARE) {
      return new RuleOutcome.Clear(
          "Packets captured twice: %,d of %s."
              .formatted(
                  capture.duplicatePackets(),
                  QuantityText.count(capture.tcpPackets(), "TCP packet")));
    }
    FindingDraft draft =
        new FindingDraft(INFO, Party.WHO_CAPTURES)
            .atMost(Severity.INFO)
            .evidence(
                Evidence.count("duplicates", capture.duplicatePackets(), "duplicate"),
                Evidence.share("share of TCP packets", share))
            .advice(
                "Mirror one port, or one direction of each of two ports.",
                "Capture on one interface (`-i eth0`, not `-i any` with bridges or VLANs).",
                "`editcap -d IN OUT` takes duplicates out of a file.");
    return new RuleOutcome.Found(
        List.of(
            FlaggedConnections.with(context, CaptureQuality.DUPLICATES)
                .enter(draft, capture)
                .finding(
                    "The capture holds {duplicates} of packets",
                    "{share of TCP packets} of the TCP packets were captured twice. They are"
                        + " counted once and are no retransmissions.")));
  }
}
