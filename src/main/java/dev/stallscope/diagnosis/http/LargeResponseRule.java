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
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.MediaType;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** P13: a response with more bytes than a screen can use. */
public final class LargeResponseRule implements Rule {
  /** Encoded bytes of data or markup (P13). */
  private static final long LARGEST_TEXT_BYTES = 300_000;

  /** A picture that fills a screen fits in this. */
  private static final long LARGEST_IMAGE_BYTES = 1_000_000;

  /** Faster than this nobody notices (P13). */
  private static final long LEAST_RECEIVE_NANOS = Nanos.ofMillis(100);

  private static final String HELP =
      """
      ## What it is
      The answer carries far more data than one screen shows, and the transfer takes its time.

      ## How it is recognised
      JSON, HTML, XML, CSS or JavaScript of more than 300 kB on the wire, or a picture of more \
      than 1 MB, that took 100 ms or more to arrive. Text that its client would take compressed \
      counts with its compressed size. Downloads (`Content-Disposition: attachment`, archives, \
      films, plain files) are meant to be large and are left out.

      ## What it is mistaken for
      A slow network: it would be noticed less with less to carry.

      ## What to do
      Send pages of a list, and only the fields that the screen shows.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("large-response", Layer.HTTP, "More bytes than a screen can use", HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Specificity specificity() {
    return Specificity.EXCHANGE;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WebCall.judge(
        context,
        calls -> finding(calls.stream().filter(LargeResponseRule::isLarge).toList()),
        "No answer made for a screen was larger than 300 kB and slow to arrive.");
  }

  private static boolean isLarge(WebCall call) {
    return call.response().isPresent()
        && call.code() < 300
        && !call.exchange().isLongLived()
        && call.receiving().durationNanos() >= LEAST_RECEIVE_NANOS
        && excess(call) > 0;
  }

  /** Bytes beyond what a screen can use. */
  private static long excess(WebCall call) {
    HttpBody body = call.body();
    long needed = body.wireBytes() - (Compression.isWanted(call) ? body.savingBytes() : 0);
    long limit = call.response().map(LargeResponseRule::limit).orElse(Long.MAX_VALUE);
    return Math.max(0, needed - limit);
  }

  private static long limit(HttpResponse response) {
    String disposition = response.headers().first("content-disposition").orElse("");
    MediaType type = response.mediaType();
    if (disposition.startsWith("attachment")) {
      return Long.MAX_VALUE;
    }
    if (type.essence().startsWith("image/")) {
      return LARGEST_IMAGE_BYTES;
    }
    boolean isFile = type.essence().equals("text/plain") || type.essence().equals("text/csv");
    return type.isText() && !isFile ? LARGEST_TEXT_BYTES : Long.MAX_VALUE;
  }

  private static Optional<Finding> finding(List<WebCall> calls) {
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    WebCall worst =
        calls.stream().max(Comparator.comparingLong(LargeResponseRule::excess)).orElseThrow();
    FindingDraft draft =
        new FindingDraft(INFO, Party.SERVER_APPLICATION)
            .packet(worst.body().firstPacket())
            .evidence(
                Evidence.count("large answers", calls.size(), "answer"),
                Evidence.text("largest", worst.shown(), worst.exchange().firstPacket()),
                Evidence.bytes("its size on the wire", worst.body().wireBytes()),
                Evidence.duration("time to arrive", worst.receiving().durationNanos()),
                Evidence.text("its type", type(worst)));
    worst
        .body()
        .decodedBytes()
        .ifPresent(bytes -> draft.evidence(Evidence.bytes("its size decoded", bytes)));
    calls.forEach(call -> draft.claim(call.claim(excessTime(call))));
    return Optional.of(
        draft
            .confidence(0.7)
            .advice(
                "Send pages: `?limit=50&after=...` (FastAPI: `fastapi-pagination`, Django:"
                    + " `Paginator`, SQL: `WHERE id > :last ORDER BY id LIMIT 50`).",
                "Send only the fields that the screen shows: `response_model_include` in FastAPI,"
                    + " a list serializer apart from the detail serializer.",
                "Scale pictures to the size that is shown and send WebP or AVIF (`srcset`).")
            .finding(
                "The answer to {largest} has {its size on the wire}",
                "That took {time to arrive} to arrive ({large answers} of that kind), and is more"
                    + " than one screen can show. Less data would be there earlier on any"
                    + " network."));
  }

  private static String type(WebCall call) {
    return call.response().map(response -> response.mediaType().essence()).orElse("");
  }

  /** The start of the transfer, as long as the excess took. */
  private static TimeSpan excessTime(WebCall call) {
    TimeSpan receiving = call.receiving();
    double share = (double) excess(call) / call.body().wireBytes();
    long lost = (long) (receiving.durationNanos() * Math.clamp(share, 0, 1));
    return new TimeSpan(receiving.startNanos(), receiving.startNanos() + lost);
  }
}
