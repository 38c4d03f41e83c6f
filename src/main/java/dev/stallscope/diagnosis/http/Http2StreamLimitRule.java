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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** H03: requests waited for a stream, because the server allows only so many at once. */
public final class Http2StreamLimitRule implements Rule {
  /** The limit is read; that more was wanted at once is told by when the next ones began. */
  private static final double CONFIDENCE = 0.9;

  private static final String HELP =
      """
      ## What it is
      HTTP/2 and HTTP/3 carry many requests on one connection, but the server says how many at \
      once: SETTINGS_MAX_CONCURRENT_STREAMS in HTTP/2, in QUIC the MAX_STREAMS that it raises as \
      others end. What goes beyond waits in the client, as with HTTP/1.1.

      ## How it is recognised
      On one connection as many requests as the server's SETTINGS allow ran at once for half of the \
      time and never more, there were twice as many or more, half of the later ones began within a \
      round trip and 20 ms after another one had ended, and the last one began 100 ms or more after \
      the first. More than twenty waves are a steady load and are left out. The wait is an upper \
      bound: it supposes that all requests were wanted at the start. In QUIC the client says itself \
      that it wants another stream (STREAMS_BLOCKED), which counts from 100 ms on one connection \
      until it opens that one.

      ## What it is mistaken for
      A pool in the client that is too small: then the number at once is the client's, not the one \
      in the server's SETTINGS.

      ## What to do
      Allow more streams, open more connections, or make the requests shorter.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "http2-stream-limit", Layer.HTTP, "All streams were in use and requests waited", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.PATTERN;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    Collection<List<WebCall>> connections = WebCall.byLimitedConnection(context);
    List<Finding> findings = new ArrayList<>();
    for (StreamPermits permits : StreamPermits.of(context.measurements())) {
      findings.add(finding(context, permits));
    }
    if (connections.isEmpty() && findings.isEmpty()) {
      return new RuleOutcome.NotApplicable(
          "No server said in this capture how many streams it allows.");
    }
    for (List<WebCall> calls : connections) {
      int connection = calls.getFirst().exchange().connection();
      long roundTrip = Math.max(0, context.connection(connection).roundTrip().minNanos());
      Saturation.ofStreams(calls, roundTrip)
          .ifPresent(saturation -> findings.add(finding(saturation)));
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear("No connection had as many streams open as its server allows.")
        : new RuleOutcome.Found(List.copyOf(findings));
  }

  private static Finding finding(RuleContext context, StreamPermits permits) {
    return permits
        .describe(new FindingDraft(INFO, Party.SERVER_OPERATIONS), context.measurements())
        .confidence(CONFIDENCE)
        .advice(
            "Raise the limit: quic-go `MaxIncomingStreams` (100 by default), nginx"
                + " `http3_max_concurrent_streams 128;` (the default), quiche"
                + " `set_initial_max_streams_bidi`, aioquic `max_concurrent_streams`.",
            "Make each request shorter, so that it frees its stream earlier.")
        .finding(
            "The client waited {time waited} until the server allowed another request",
            "It said {waits} that it had opened as many streams as the server allows, and wanted"
                + " to ask more; the longest wait was {longest wait}.");
  }

  private static Finding finding(Saturation saturation) {
    return saturation
        .describe(new FindingDraft(INFO, Party.SERVER_OPERATIONS))
        .confidence(CONFIDENCE)
        .evidence(Evidence.count("allowed streams", saturation.limit(), "stream"))
        .advice(
            "Raise the limit: nginx `http2_max_concurrent_streams 128;` (the default), Envoy"
                + " `max_concurrent_streams`, hypercorn `h2_max_concurrent_streams`, grpcio"
                + " `grpc.max_concurrent_streams`.",
            "In a gRPC client spread the calls over several channels, each with its own option"
                + " `grpc.use_local_subchannel_pool`.",
            "Make each request shorter, so that it frees its stream earlier.")
        .finding(
            "Requests waited for a stream: the server allows {allowed streams}, the last waited"
                + " {wait of the last call}",
            "Of {calls} never more than {at once} ran at once, which is what the server's SETTINGS"
                + " allow, and {began when another ended} began just as another one ended. The"
                + " later ones waited in the client, the last up to {wait of the last call}.");
  }
}
