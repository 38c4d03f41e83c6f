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

/** Q6: the capture kept only the beginning of packets. */
public final class CaptureTruncatedPacketsRule implements Rule {
  private static final String HELP =
      """
      ## What it is
      A capture can be told to keep only the first bytes of each packet (its snap length). That is \
      enough for addresses, TCP and timing, but not for what was asked and answered.

      ## How it is recognised
      Packets were longer on the wire than in the file. Times and TCP are judged as always; requests, \
      names and certificates beyond the cut cannot be read.

      ## What it is mistaken for
      Damage: the file is sound, it was made this way.

      ## What to do
      Capture whole packets: `tcpdump -s 0`, the default today.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "capture-truncated-packets", Layer.CAPTURE, "Packets were cut by the capture", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    CaptureFacts capture = context.measurements().capture();
    if (capture.packets() == 0) {
      return FlaggedConnections.noPackets();
    }
    if (capture.truncatedPackets() == 0) {
      return new RuleOutcome.Clear(
          "No packet was cut. Looked at: %s."
              .formatted(QuantityText.count(capture.packets(), "packet")));
    }
    FindingDraft draft =
        new FindingDraft(INFO, Party.WHO_CAPTURES)
            .atMost(Severity.INFO)
            .evidence(
                Evidence.count(
                    "cut packets",
                    capture.truncatedPackets(),
                    "packet",
                    capture.firstTruncatedPacket()),
                Evidence.share(
                    "share of packets", (double) capture.truncatedPackets() / capture.packets()))
            .advice(
                "Keep whole packets: `tcpdump -s 0 -w FILE`, which is the default since 4.0.",
                "Where the size of the file matters, narrow the filter instead.");
    return new RuleOutcome.Found(
        List.of(
            FlaggedConnections.with(context, CaptureQuality.SNAPLEN)
                .enterWithoutProof(draft, capture)
                .finding(
                    "The capture cut {cut packets}",
                    "{share of packets} of the packets are not whole in the file. Times and TCP are"
                        + " judged as always, but contents beyond the cut cannot be read.")));
  }
}
