package dev.stallscope.diagnosis.tcp;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.flow.tcp.TcpConnection.Handshake.Outcome;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.time.Nanos;
import java.util.Optional;

/** C04: one address family was silent, the other was tried later. */
public final class AddressFamilyFallbackRule implements Rule {
  /** The delay after which RFC 8305 starts the second family is 250 ms; less is no wait for it. */
  private static final long LEAST_LOST_NANOS = Nanos.ofMillis(100);

  private static final String HELP =
      """
      ## What it is
      The name has an IPv6 and an IPv4 address. The client tried one of them, got no answer, and \
      took the other after a delay. Every new connection pays that delay.

      ## How it is recognised
      An attempt over one address family stayed unanswered, and a connection to the same port over \
      the other family was made at least 100 ms later. RFC 8305 ("Happy Eyeballs") recommends 250 \
      ms; clients that know nothing of it wait for seconds.

      ## What it is mistaken for
      A race that the first family wins after the second had been started: that costs nothing.

      ## What to do
      Repair the silent family (route, firewall, a server that does not listen there), or take its \
      record out of the DNS. On the client, prefer the family that works.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "address-family-fallback",
          Layer.TCP,
          "IPv6 or IPv4 was silent, and the client waited",
          HELP);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public RuleOutcome judge(RuleContext context) {
    return WaitGroup.judge(
        context,
        group -> finding(context, group),
        () -> "No address family was silent. " + CaptureText.handshakes(context),
        StallCause.ADDRESS_FAMILY_FALLBACK);
  }

  private static Optional<Finding> finding(RuleContext context, WaitGroup group) {
    if (group.lostNanos() < LEAST_LOST_NANOS) {
      return Optional.empty();
    }
    boolean isAbandoned =
        context.connection(group.worst().connection()).handshake().outcome() == Outcome.UNANSWERED;
    boolean isSilentV4 = isAbandoned == group.server().address().isV4();
    String silent = isSilentV4 ? "IPv4" : "IPv6";
    String used = isSilentV4 ? "IPv6" : "IPv4";
    return Optional.of(
        new FindingDraft(INFO, Party.SERVER_OPERATIONS)
            .waits(group)
            .evidence(
                Evidence.duration("time lost", group.lostNanos()),
                Evidence.duration("longest wait", group.worst().durationNanos()),
                Evidence.count("connections", group.connections().size(), "connection"))
            .advice(
                "Make the service reachable over %s, or remove its %s record from the DNS."
                    .formatted(silent, isSilentV4 ? "A" : "AAAA"),
                "Bind to both families: uvicorn `--host ::`, gunicorn `--bind [::]:8000`, nginx"
                    + " `listen [::]:443`.",
                "Race the families on the client: aiohttp"
                    + " `TCPConnector(happy_eyeballs_delay=0.25)`; in httpx"
                    + " `AsyncHTTPTransport(local_address=\"0.0.0.0\")` forces IPv4.")
            .finding(
                "%s did not answer; %s was tried after {longest wait}".formatted(silent, used),
                "{connections} lost {time lost} waiting for an address of the same name that"
                    + " nothing answers at."));
  }
}
