package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.Rule;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.Specificity;
import dev.stallscope.diagnosis.http.Saturation;
import dev.stallscope.diagnosis.http.WebCall;
import dev.stallscope.measure.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A08, P06: requests waited for a free connection of the client, or a free worker of the server.
 */
public final class QueuedInPoolRule implements Rule {
  /** Defaults of SQLAlchemy, requests, httpx and aiohttp, which make a limit more likely (P06). */
  private static final Set<Integer> USUAL_LIMITS = Set.of(5, 10, 15, 20, 50, 100);

  private static final double USUAL = 0.75;
  private static final double UNUSUAL = 0.65;

  private static final String HELP =
      """
      ## What it is
      The client wanted more at once than its pool has connections, so that requests waited inside \
      the client, where no packet shows them. Or the server got more at once than it has workers, \
      so that requests waited inside the server.

      ## How it is recognised
      The number of requests at once stays at its maximum for half of the time, half of the \
      later requests begin within 5 ms, or a twentieth of a call, after another one has ended, there \
      are three times as many requests as fit at once, and the last one waited 100 ms or more. More than twenty waves are \
      a steady load and are left out, as is what a load tester such as ab sends. The wait is an upper bound: it supposes that all requests \
      were wanted at the start.

      In the server: calls of one kind are answered so many at a time, one service time apart, \
      whenever they arrived; the first of them, which found a worker free, took that time too. At \
      least four waited, one of them 100 ms or more and about two service times.

      ## What it is mistaken for
      A slow server: each single answer looks quick here, only the beginning is late. In the \
      server a lock that all calls need looks like a single worker.

      ## What to do
      Enlarge the pool, or start more workers; or make the calls that hold it shorter.
      """;

  private static final RuleInfo INFO =
      new RuleInfo(
          "queued-in-pool",
          Layer.APPLICATION,
          "Requests waited for a free connection or worker",
          HELP);

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
    List<Finding> inServers = WorkerPool.findings(INFO, context);
    RuleOutcome inClients =
        WebCall.judge(
            context,
            calls ->
                Saturation.of(calls)
                    .filter(found -> !found.isBrowsers() && !found.isStreamLimit())
                    .map(QueuedInPoolRule::finding),
            "No client and no server kept a limit of requests at once while more were waiting.");
    if (inServers.isEmpty()) {
      return inClients;
    }
    List<Finding> all = new ArrayList<>(inServers);
    if (inClients instanceof RuleOutcome.Found found) {
      all.addAll(found.findings());
    }
    return new RuleOutcome.Found(List.copyOf(all));
  }

  /** A wait in a server is seen; in a client it follows from a pattern. */
  @Override
  public Specificity specificity(RuleContext context, Finding finding) {
    return finding.party() == Party.SERVER_APPLICATION ? Specificity.CAUSE : specificity();
  }

  private static Finding finding(Saturation saturation) {
    return saturation
        .describe(new FindingDraft(INFO, Party.CLIENT_APPLICATION))
        .confidence(USUAL_LIMITS.contains(saturation.limit()) ? USUAL : UNUSUAL)
        .advice(
            "Allow more at once, if the server can take it: httpx `httpx.Limits(max_connections=...)`"
                + " (default 100), aiohttp `TCPConnector(limit=..., limit_per_host=...)` (default 100"
                + " in all), requests more threads (`ThreadPoolExecutor(max_workers=...)`) and"
                + " `HTTPAdapter(pool_maxsize=...)` (default 10) to match; and no smaller"
                + " `asyncio.Semaphore` around the calls.",
            "If a database pool is behind it: SQLAlchemy `create_engine(pool_size=20,"
                + " max_overflow=20)`, within what the database allows.",
            "Or make each call shorter, so that it frees its connection earlier.")
        .finding(
            "Requests waited in the client: never more than {at once} ran, the last waited {wait of"
                + " the last call}",
            "Of {calls} never more ran at once than that, and {began when another ended} began just"
                + " as another one ended. The later ones waited in the client for a free"
                + " connection, the last up to {wait of the last call}.");
  }
}
