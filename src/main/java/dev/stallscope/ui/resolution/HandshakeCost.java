package dev.stallscope.ui.resolution;

import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.text.Texts;
import java.util.List;

/** What any handshake cost, and whether what followed could be read. */
final class HandshakeCost {
  /** A full handshake of TLS 1.3 (RFC 8446 section 2), also in QUIC. */
  private static final int BEST_ROUND_TRIPS = 1;

  private HandshakeCost() {}

  static List<Fact> of(Step.Handshake step) {
    long took = step.span().durationNanos();
    int roundTrips = step.handshake().roundTrips();
    Fact time = Fact.of("time", Texts.of("fact.time-value", DurationText.of(took), roundTrips));
    if (step.lostNanos() == 0) {
      return List.of(time, Fact.of("avoidable", Texts.of("fact.nothing-avoidable")));
    }
    String best = DurationText.of(took - step.lostNanos());
    int leastRoundTrips = Math.min(roundTrips, BEST_ROUND_TRIPS);
    return List.of(
        time,
        Fact.lost("avoidable", DurationText.of(step.lostNanos())),
        Fact.of("best", Texts.of("fact.best-value", best, leastRoundTrips)));
  }

  /** What of the connection's contents could be read, should there be any. */
  static List<Fact> content(Step.Handshake step) {
    return step.decryption()
        .map(
            outcome ->
                Fact.of(
                    "content",
                    outcome
                        .reason()
                        .map(reason -> Texts.of("fact.content-unread", reason))
                        .orElseGet(() -> Texts.of("fact.content-read", outcome.detail()))))
        .map(List::of)
        .orElse(List.of());
  }
}
