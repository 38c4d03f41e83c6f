package dev.stallscope.probe;

import dev.stallscope.probe.ProbeFailure.Kind;
import dev.stallscope.protocol.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries out a plan, once, on the thread that asks for it. */
public final class UrlProbe {
  private final ProbeObserver observer;
  private final ProbeClock clock = ProbeClock.start();
  private final Cancellation cancellation;
  private ProbePlan plan;

  /**
   * A probe that has not begun.
   *
   * @param observer is told what happens, on the probe's threads
   */
  public UrlProbe(ProbePlan plan, ProbeObserver observer) {
    this(plan, observer, new Cancellation());
  }

  private UrlProbe(ProbePlan plan, ProbeObserver observer, Cancellation cancellation) {
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
    plan = settled();
    return measured();
  }

  /** Of gRPC's calls the first that the server offers; it is asked once for each, uncounted. */
  private ProbePlan settled() {
    if (GrpcMethod.of(plan).isEmpty()) {
      return plan;
    }
    for (GrpcMethod method : GrpcMethod.values()) {
      ProbePlan wanted = method.plan(plan);
      ProbePlan once = wanted.at(wanted.url()).runs(1, false, false).concurrent(1, 1).build();
      Optional<GrpcAnswer> answer =
          new UrlProbe(once, ProbeObserver.SILENT, cancellation)
              .measured().runs().stream().findFirst().flatMap(GrpcAnswer::of);
      if (answer.isEmpty() || answer.get().isOffered()) {
        return wanted;
      }
    }
    return plan;
  }

  private ProbeResult measured() {
    List<ProbeRun> runs = new ArrayList<>();
    List<RunPlan> planned = plan.plannedRuns();
    int next = 0;
    while (next < planned.size() && !cancellation.isRequested()) {
      next = session(planned, next, runs);
    }
    return new ProbeResult(plan, runs, cancellation.isRequested());
  }

  /**
   * Makes a cold run and those that take something over from it.
   *
   * @return the index of the next cold run
   */
  private int session(List<RunPlan> planned, int first, List<ProbeRun> runs) {
    int next = first;
    try (HopClient session = client(planned.get(first).version())) {
      do {
        RunPlan run = planned.get(next);
        if (run.kind() == RunKind.RESUMED) {
          session.disconnect();
        }
        runs.addAll(plan.concurrent() == 1 ? List.of(make(session, run)) : atOnce(session, run));
        next++;
      } while (next < planned.size()
          && planned.get(next).kind() != RunKind.COLD
          && !cancellation.isRequested());
    }
    return next;
  }

  private ProbeRun make(HopClient session, RunPlan run) {
    observer.runBegan(run);
    ProbeRun made = new ProbeRun(run, hops(session, run));
    observer.runEnded(made);
    return made;
  }

  private List<ProbeRun> atOnce(HopClient session, RunPlan run) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<ProbeRun>> requests = new ArrayList<>();
      for (int request = 1; request <= plan.concurrent(); request++) {
        RunPlan one = run.withRequest(request);
        requests.add(CompletableFuture.supplyAsync(() -> make(session, one), threads));
      }
      return requests.stream().map(CompletableFuture::join).toList();
    }
  }

  private HopClient client(HttpChoice version) {
    if (version != HttpChoice.HTTP_3) {
      return new ProbeSession(plan, version, plan.timeout(), clock, cancellation);
    }
    return QuicSession.problem()
        .<HopClient>map(problem -> new NoQuic(problem, clock))
        .orElseGet(() -> new QuicSession(plan, clock, cancellation));
  }

  private List<ProbeHop> hops(HopClient session, RunPlan run) {
    List<ProbeHop> hops = new ArrayList<>();
    Optional<HopPlan> next = Optional.of(HopPlan.first(plan));
    while (next.isPresent()) {
      HopPlan planned = next.get();
      int index = hops.size();
      ProbeHop hop =
          session.hop(planned, (phase, nanos) -> observer.phaseBegan(run, index, phase, nanos));
      next = hop.failure().isPresent() ? Optional.empty() : redirected(planned, hop);
      boolean isTooMany = next.isPresent() && index >= plan.maxRedirects() && isFollowing();
      boolean isLost = next.isEmpty() && isFollowing() && isRedirect(hop);
      hops.add(isTooMany ? tooMany(hop) : isLost ? lost(hop) : hop);
      next = isTooMany ? Optional.empty() : next;
    }
    return hops;
  }

  private boolean isFollowing() {
    return plan.maxRedirects() > 0;
  }

  private static boolean isRedirect(ProbeHop hop) {
    return hop.failure().isEmpty() && hop.response().filter(HttpResponse::isRedirect).isPresent();
  }

  private Optional<HopPlan> redirected(HopPlan planned, ProbeHop hop) {
    return hop.response()
        .filter(response -> isFollowing() && response.isRedirect())
        .flatMap(planned::redirected);
  }

  private ProbeHop tooMany(ProbeHop hop) {
    return hop.failing(
        Kind.TOO_MANY_REDIRECTS,
        "Each of %,d answers was a redirect, and the last leads on to yet another URL."
            .formatted(plan.maxRedirects() + 1));
  }

  private static ProbeHop lost(ProbeHop hop) {
    String location = hop.response().flatMap(HttpResponse::location).orElse("");
    return hop.failing(
        Kind.BAD_REDIRECT, "The redirect leads to no URL for HTTP: %s.".formatted(location));
  }
}
