package dev.stallscope.diagnosis.application;

import dev.stallscope.diagnosis.Evidence;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.Party;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleInfo;
import dev.stallscope.diagnosis.Wait;
import dev.stallscope.diagnosis.WaitGroup;
import dev.stallscope.measure.StallCause;
import dev.stallscope.net.Endpoint;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.TimeSpan;
import java.util.List;

/** Requests that had arrived and waited until a worker of their server was free (A08). */
final class WorkerPool {
  private WorkerPool() {}

  /** What one client's requests waited at each server. */
  static List<Finding> findings(RuleInfo rule, RuleContext context) {
    return WaitGroup.byHosts(
            context.measurements(), context.waits().with(StallCause.QUEUED_IN_POOL))
        .stream()
        .map(group -> finding(rule, context, group))
        .toList();
  }

  private static Finding finding(RuleInfo rule, RuleContext context, WaitGroup group) {
    return new FindingDraft(rule, Party.SERVER_APPLICATION)
        .waits(group)
        .evidence(
            Evidence.count("at once", mostAtOnce(context, group), "call"),
            Evidence.count("requests that waited", group.exchanges().size(), "request"),
            Evidence.duration("longest wait", group.worst().durationNanos()),
            Evidence.duration("time waited", group.durationNanos()))
        .advice(
            "Start more workers: gunicorn `--workers` (2 x cores + 1) with `--threads 4`, waitress"
                + " `--threads`, uvicorn `--workers`; Flask's and Django's development servers are"
                + " for one person.",
            "Where it worked on one call at a time although it has workers, look for what they"
                + " share: a lock, a single database connection (SQLAlchemy `pool_size`), or under"
                + " uvicorn a blocking call in `async def`, which belongs into `def` or"
                + " `await asyncio.to_thread(...)`.",
            "Or make each call shorter: all that wait behind it gain.")
        .finding(
            "Requests waited in the server's queue: it worked on {at once} at a time, one"
                + " waited {longest wait}",
            "The answers came one service time apart whenever their requests had arrived, never"
                + " more than {at once} in work. {requests that waited} had arrived and waited"
                + " {time waited} in all until a worker was free.");
  }

  /** How many calls were worked on at once while others waited. */
  private static int mostAtOnce(RuleContext context, WaitGroup group) {
    List<TimeSpan> queued = TimeSpan.joined(group.waits().stream().map(Wait::span).toList());
    List<TimeSpan> work =
        context.waits().with(StallCause.SLOW_SERVER_RESPONSE).stream()
            .filter(wait -> isOf(context, wait, group.server()))
            .map(Wait::span)
            .filter(span -> overlapsAny(queued, span))
            .toList();
    List<Long> ends = work.stream().map(TimeSpan::endNanos).sorted().toList();
    int most = 1;
    int ended = 0;
    for (int i = 0; i < work.size(); i++) {
      while (ended < ends.size() && ends.get(ended) <= work.get(i).startNanos()) {
        ended++;
      }
      most = Math.max(most, i + 1 - ended);
    }
    return most;
  }

  private static boolean isOf(RuleContext context, Wait wait, Endpoint server) {
    return wait.connection() >= 0
        && context.measurements().server(wait.connection()).equals(server);
  }

  private static boolean overlapsAny(List<TimeSpan> disjoint, TimeSpan span) {
    int next = Ascending.firstAbove(disjoint, TimeSpan::endNanos, span.startNanos());
    return next < disjoint.size() && disjoint.get(next).overlaps(span);
  }
}
