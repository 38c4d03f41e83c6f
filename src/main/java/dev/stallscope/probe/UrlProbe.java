package dev.stallscope.probe;

import java.util.List;
import java.util.Optional;

/** Carries out a plan, once, on the thread that asks for it. */
public final class UrlProbe {
  private final ProbePlan plan;
  private final ProbeObserver observer;
  private final Cancellation cancellation;

  /**
   * A probe that has not begun.
   *
   * @param observer is told what happens, on the probe's threads
   */
  public UrlProbe(ProbePlan plan, ProbeObserver observer) {
    this(plan, observer, new Cancellation());
  }

  UrlProbe(ProbePlan plan, ProbeObserver observer, Cancellation cancellation) {
    this.plan = plan;
    this.observer = observer;
    this.cancellation = cancellation;
  }

  /** Asks it to end at once, from any thread; what was measured until then is kept. */
  public void cancel() {
    cancellation.request();
  }

  /** Makes all runs; blocks until the last is over. */
  public ProbeResult run() {
    if (GrpcMethod.of(plan).filter(GrpcMethod.ANY::equals).isEmpty()) {
      return measured(plan, observer);
    }
    ProbeResult result = measured(offered().plan(plan), observer);
    return new ProbeResult(plan, result.runs(), result.isCutShort());
  }

  private ProbeResult measured(ProbePlan wanted, ProbeObserver told) {
    return new PageProbe(List.of(new PageProbe.Part(wanted, told)), cancellation).run().getFirst();
  }

  /**
   * The first call that the server offers to anyone, or that cannot be made at all; it is asked
   * once for each, uncounted.
   */
  private GrpcMethod offered() {
    for (GrpcMethod method : GrpcMethod.OFFERED) {
      ProbePlan wanted = method.plan(plan);
      ProbePlan once = wanted.at(wanted.url()).runs(1, false, false).concurrent(1, 1).build();
      Optional<GrpcAnswer> answer =
          measured(once, ProbeObserver.SILENT).runs().stream().findFirst().flatMap(GrpcAnswer::of);
      if (answer.isEmpty() || answer.get().isOffered()) {
        return method;
      }
    }
    return GrpcMethod.HEALTH;
  }
}
