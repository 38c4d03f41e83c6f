package dev.stallscope.diagnosis.quic;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.OccupiedTime;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;

/** QUIC handshakes that nothing answered and that no TCP connection stood in for. */
final class UnansweredQuic {
  private static final double CONFIDENCE = 0.9;

  private UnansweredQuic() {}

  private static final String LET_PASS =
      "Let UDP port 443 in and out, in both directions: `nc -u -v HOST 443` shows nothing where"
          + " it is dropped, `curl --http3-only https://HOST/` tells.";

  /**
   * What is said of them where the capture shows that nothing else was tried. What attempts at the
   * same time waited for is lost once.
   *
   * @param attempts of one client at one server; never empty
   */
  static Finding proven(RuleInfo info, List<Exchange> attempts) {
    FindingDraft draft =
        draft(info, attempts)
            .atLeast(Severity.MINOR)
            .evidence(Evidence.text("server", attempts.getFirst().server().toString()));
    OccupiedTime lost = new OccupiedTime();
    attempts.stream()
        .sorted(Comparator.comparingLong(attempt -> attempt.span().startNanos()))
        .forEach(attempt -> draft.claim(claim(attempt, lost.occupy(attempt.span()))));
    return draft
        .advice(
            LET_PASS,
            "Look whether anything listens there: `ss -lnup sport = :443` on the server.",
            "Let the client fall back to TCP, and soon: `curl --http3` tries both.")
        .finding(
            "{server} never answered QUIC, tried for up to {longest attempt}",
            "The client sent the first packets of QUIC again and again ({attempts}), nothing came"
                + " back, and it did not try TCP. A firewall that drops UDP, or a host that is down,"
                + " looks like this.");
  }

  /** They began in order, so what is free of one is its end. */
  private static TimeClaim claim(Exchange attempt, long freeNanos) {
    long end = attempt.span().endNanos();
    return new TimeClaim(
        attempt.id(), attempt.connection(), new TimeSpan(end - freeNanos, end), freeNanos);
  }

  /**
   * What is said of them where the capture holds nothing of what their clients did over TCP:
   * whether anybody waited, it does not tell.
   *
   * @param attempts of any clients; never empty
   */
  static Finding unproven(RuleInfo info, List<Exchange> attempts) {
    FindingDraft draft = draft(info, attempts).atMost(Severity.INFO);
    attempts.forEach(attempt -> draft.span(attempt.span()));
    long servers = attempts.stream().map(Exchange::server).distinct().count();
    return draft
        .evidence(Evidence.count("servers", servers, "server"))
        .advice(
            LET_PASS,
            "Capture what the clients do over TCP as well, and both directions: `port 443` instead of"
                + " `udp port 443`.")
        .finding(
            "QUIC was not answered ({attempts}); whether anybody waited cannot be told",
            "Clients sent the first packets of QUIC to {servers} again, for up to {longest attempt},"
                + " and the capture holds no answer. It also holds no TCP connection of theirs, so"
                + " it does not show whether they used TCP meanwhile.");
  }

  private static FindingDraft draft(RuleInfo info, List<Exchange> attempts) {
    long longest = attempts.stream().mapToLong(Exchange::durationNanos).max().orElse(0);
    FindingDraft draft =
        new FindingDraft(info, Party.NETWORK)
            .confidence(CONFIDENCE)
            .evidence(
                Evidence.count("attempts", attempts.size(), "attempt"),
                Evidence.duration("longest attempt", longest));
    for (Exchange attempt : attempts) {
      draft
          .packet(attempt.firstPacket())
          .packet(attempt.lastPacket())
          .connection(attempt.connection())
          .exchange(attempt.id());
    }
    return draft;
  }
}
