package dev.stallscope.diagnosis.dns;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.exchange.DnsLookup;
import dev.stallscope.measure.Layer;
import dev.stallscope.net.IpAddress;
import dev.stallscope.protocol.dns.DnsRcode;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** DN06: a client looked up the same name again while the last answer was still good. */
public final class DnsRepeatedLookupRule implements Rule {
  /** Two may be two programs; three are a habit. */
  private static final int LEAST_LOOKUPS = 3;

  private static final String HELP =
      """
      ## What it is
      Each DNS answer says for how long it may be kept: its TTL. A client that keeps nothing asks the \
      resolver before every connection, and pays a journey each time.

      ## How it is recognised
      At least 3 lookups of one name by one client, where all but the first began after the first was \
      answered and before its TTL ran out. Charged is the time of all but the first.

      ## What it is mistaken for
      Names with a TTL of a second, which have to be asked for again. And several clients behind one \
      address look like one client.

      ## What to do
      Keep connections open, so that no lookup is needed; keep the answers in the program or on the \
      host.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "dns-repeated-lookup", Layer.DNS, "The same name was looked up again and again", HELP);

  /** Clients that ask for IPv4 only and for both families are different programs. */
  private record Question(IpAddress client, String name, Set<Integer> types) {}

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
    List<DnsLookup> lookups = context.measurements().lookups();
    if (lookups.isEmpty()) {
      return LookupLosses.none();
    }
    Map<Question, List<DnsLookup>> questions = new LinkedHashMap<>();
    for (DnsLookup lookup : lookups) {
      if (lookup.rcode() == DnsRcode.NOERROR && lookup.ttlSeconds() > 0) {
        questions.computeIfAbsent(question(lookup), _ -> new ArrayList<>()).add(lookup);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (List<DnsLookup> same : questions.values()) {
      List<QueryLoss> repeats = repeats(same);
      if (repeats.size() >= LEAST_LOOKUPS - 1) {
        findings.add(finding(new LookupLosses(repeats)));
      }
    }
    return findings.isEmpty()
        ? new RuleOutcome.Clear(
            LookupLosses.cleared(
                lookups.size(), "No client asked for a name it had just been told."))
        : new RuleOutcome.Found(findings);
  }

  private static Question question(DnsLookup lookup) {
    return new Question(
        lookup.client(),
        lookup.name(),
        lookup.attempts().stream().map(attempt -> attempt.type()).collect(Collectors.toSet()));
  }

  /** The lookups that began while an earlier answer was good; one window needs enough of them. */
  private static List<QueryLoss> repeats(List<DnsLookup> lookups) {
    List<QueryLoss> repeats = new ArrayList<>();
    List<QueryLoss> inWindow = new ArrayList<>();
    DnsLookup fresh = lookups.getFirst();
    for (DnsLookup lookup : lookups.subList(1, lookups.size())) {
      long age = lookup.span().startNanos() - fresh.span().endNanos();
      if (age >= Nanos.ofSeconds(fresh.ttlSeconds())) {
        keepHabit(inWindow, repeats);
        fresh = lookup;
      } else if (age > 0) {
        inWindow.add(
            new QueryLoss(
                lookup,
                lookup.attempts().getFirst(),
                lookup.span(),
                lookup.attempts().getLast().answerPacket()));
      }
    }
    keepHabit(inWindow, repeats);
    return repeats;
  }

  private static void keepHabit(List<QueryLoss> inWindow, List<QueryLoss> repeats) {
    if (inWindow.size() >= LEAST_LOOKUPS - 1) {
      repeats.addAll(inWindow);
    }
    inWindow.clear();
  }

  private static Finding finding(LookupLosses losses) {
    DnsLookup worst = losses.worst().lookup();
    return losses
        .enter(new FindingDraft(INFO, Party.CLIENT_APPLICATION))
        .atMost(Severity.MAJOR)
        .evidence(
            Evidence.count(
                "repeated lookups",
                losses.lookups(),
                "needless lookup",
                losses.worst().attempt().queryPacket()),
            Evidence.duration("time lost", losses.lostNanos()),
            Evidence.text("time to live", DurationText.of(Nanos.ofSeconds(worst.ttlSeconds()))),
            Evidence.text("name", worst.name()))
        .advice(
            "Keep the connection open, then no lookup is needed: one `requests.Session`,"
                + " `httpx.Client` or aiohttp `ClientSession` for all calls.",
            "aiohttp: `TCPConnector(ttl_dns_cache=300)` (default 10 s). JVM:"
                + " `networkaddress.cache.ttl`. Python itself keeps no answers.",
            "A cache on the host makes repetitions cheap: systemd-resolved, nscd, dnsmasq.")
        .finding(
            "{repeated lookups} of one name took {time lost}",
            "The client looked up {name} again and again ({repeated lookups}), although the answer"
                + " was good for {time to live}. Each lookup was a journey to the resolver.");
  }
}
