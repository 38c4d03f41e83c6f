package dev.stallscope.diagnosis.tls;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Layer;
import dev.stallscope.net.Endpoint;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.tls.HandshakeKind;
import dev.stallscope.protocol.tls.TlsHandshake;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** S02: full handshakes again and again with a server that the client knows. */
public final class TlsNoResumptionRule implements Rule {
  /** One handshake before may have been another program's; two repeats are a habit. */
  private static final int LEAST_REPEATS = 2;

  private static final String HELP =
      """
      ## What it is
      A client that has met a server before can go on with the earlier session: no certificate is \
      sent and checked, and TLS 1.2 saves a round trip. Full handshakes again and again pay the full \
      price each time.

      ## How it is recognised
      A full handshake of one client with one server and name, and at least 2 more that began after \
      it had ended, and none that went on with a session. Charged is what a full handshake took beyond one round trip, from the second on \
      (RFC 5077, RFC 8446 section 2.2).

      ## What it is mistaken for
      A first contact, which is always full, on however many connections at once. And for Python clients the cure is another: they do not \
      resume by themselves, so the connection has to be kept open.

      ## What to do
      Keep connections open. On servers let sessions be resumed, with shared keys behind a load \
      balancer.
      """;

  private static final RuleInfo INFO =
      new RuleInfo("tls-no-resumption", Layer.TLS, "TLS sessions are not gone on with", HELP);

  /** Who shakes hands with whom. */
  private record Pair(IpAddress client, Endpoint server, Optional<String> name) {}

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
    List<Exchange> handshakes = TlsHandshakes.of(context);
    if (handshakes.isEmpty()) {
      return TlsHandshakes.none();
    }
    Map<Pair, List<Exchange>> pairs = new LinkedHashMap<>();
    for (Exchange handshake : handshakes) {
      TlsHandshakes.content(handshake)
          .filter(content -> !handshake.isFailed())
          .filter(content -> !UnusedHandshakes.isOn(context, handshake.connection()))
          .ifPresent(
              content ->
                  pairs
                      .computeIfAbsent(pair(handshake, content), _ -> new ArrayList<>())
                      .add(handshake));
    }
    List<Finding> findings =
        pairs.values().stream()
            .filter(TlsNoResumptionRule::isAlwaysFull)
            .map(pair -> finding(context, pair))
            .toList();
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            TlsHandshakes.cleared(
                handshakes.size(), "No client repeated full handshakes with one server."))
        : new RuleOutcome.Found(findings);
  }

  private static Pair pair(Exchange handshake, TlsHandshake content) {
    return new Pair(handshake.client().address(), handshake.server(), content.serverName());
  }

  private static boolean isAlwaysFull(List<Exchange> handshakes) {
    return repeated(handshakes).size() >= LEAST_REPEATS
        && handshakes.stream()
            .allMatch(
                handshake ->
                    TlsHandshakes.content(handshake)
                        .filter(content -> content.kind() == HandshakeKind.FULL)
                        .isPresent());
  }

  /** Those that began when a session was there to go on with. */
  private static List<Exchange> repeated(List<Exchange> handshakes) {
    long known = handshakes.stream().mapToLong(first -> first.span().endNanos()).min().orElse(0);
    return handshakes.stream().filter(next -> next.span().startNanos() >= known).toList();
  }

  private static Finding finding(RuleContext context, List<Exchange> handshakes) {
    List<Exchange> repeated = repeated(handshakes);
    boolean isOffered =
        repeated.stream()
            .anyMatch(
                handshake ->
                    TlsHandshakes.content(handshake)
                        .filter(TlsHandshake::offersResumption)
                        .isPresent());
    FindingDraft draft =
        new FindingDraft(INFO, isOffered ? Party.SERVER_OPERATIONS : Party.CLIENT_APPLICATION);
    long lost = 0;
    for (Exchange handshake : repeated) {
      long own = avoidableNanos(context, handshake);
      lost += own;
      draft
          .claim(
              new TimeClaim(
                  handshake.id(),
                  handshake.connection(),
                  new TimeSpan(handshake.span().endNanos() - own, handshake.span().endNanos()),
                  own))
          .packet(handshake.firstPacket());
    }
    return draft
        .evidence(
            Evidence.count("full handshakes", repeated.size(), "full handshake"),
            Evidence.duration("time lost", lost),
            Evidence.text(
                "who did not resume",
                isOffered
                    ? "the client offered a session, the server did not take it"
                    : "the client offered no session"))
        .advice(
            "Python clients do not resume by themselves: keep the connection open instead, with one"
                + " `requests.Session`, `httpx.Client` or aiohttp `ClientSession`.",
            "nginx: `ssl_session_cache shared:SSL:10m; ssl_session_timeout 1h;`, and the same"
                + " `ssl_session_ticket_key` on all servers behind one name.")
        .finding(
            "{full handshakes} with a server that was met before",
            "Every connection negotiated from the start: {who did not resume}. Going on with the"
                + " earlier session would have saved {time lost}.");
  }

  /** What a full handshake took beyond the one round trip that a resumed one needs. */
  private static long avoidableNanos(RuleContext context, Exchange handshake) {
    long roundTrip =
        handshake.connection() < 0
            ? 0
            : Math.max(0, context.connection(handshake.connection()).roundTrip().minNanos());
    return Math.max(0, handshake.durationNanos() - roundTrip);
  }
}
