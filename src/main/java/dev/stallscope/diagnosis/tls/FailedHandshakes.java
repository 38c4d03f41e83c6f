package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import java.util.List;

/**
 * Handshakes with one server that failed in one way.
 *
 * @param kind what they were, in the singular
 * @param isEndedByClient who ended them
 * @param actor who has to act
 * @param ending how, in words
 * @param packet index of the packet that ended the first
 * @param failed never empty
 */
record FailedHandshakes(
    String kind,
    boolean isEndedByClient,
    Party actor,
    String ending,
    int packet,
    List<Exchange> failed) {
  FailedHandshakes {
    failed = List.copyOf(failed);
  }

  /** Who ended a handshake has to see why, where nothing tells more. */
  static Party endedBy(boolean isClient) {
    return isClient ? Party.CLIENT_APPLICATION : Party.SERVER_OPERATIONS;
  }

  /** Charges handshakes that led nowhere, each with all of its time. */
  static FindingDraft claim(FindingDraft draft, List<Exchange> failed) {
    for (Exchange handshake : failed) {
      draft
          .claim(
              new TimeClaim(
                  handshake.id(),
                  handshake.connection(),
                  handshake.span(),
                  handshake.durationNanos()))
          .packet(handshake.lastPacket());
    }
    return draft;
  }

  /** What is said of them. */
  Finding finding(RuleInfo info, String... advice) {
    FindingDraft draft =
        new FindingDraft(info, actor)
            .atLeast(Severity.MAJOR)
            .evidence(
                Evidence.count("failed handshakes", failed.size(), kind),
                Evidence.text("how it ended", ending, packet),
                Evidence.text("server", failed.getFirst().server().toString()));
    return claim(draft, failed)
        .advice(advice)
        .finding(
            "{failed handshakes} failed: {how it ended}",
            "The %s ended the handshake ({how it ended}), so no request could be sent to {server}."
                .formatted(isEndedByClient ? "client" : "server"));
  }
}
