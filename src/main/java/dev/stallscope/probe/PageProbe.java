package dev.stallscope.probe;

import dev.stallscope.probe.ProbeFailure.Kind;
import dev.stallscope.protocol.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Carries out plans that differ in their URL only, as one page, once, on the thread that asks for
 * it. Each run asks for the first URL and then for all others at once, over connections that they
 * share, as browsers do.
 */
final class PageProbe {
  private final List<Part> parts;

  /** What all have in common. */
  private final ProbePlan plan;

  private final Cancellation cancellation;
  private final ProbeClock clock = ProbeClock.start();
  private final List<List<ProbeRun>> made = new ArrayList<>();

  /** Versions in which something was answered. */
  private final Set<HttpChoice> answered = ConcurrentHashMap.newKeySet();

  /**
   * Versions that UDP does not lead to, where others are asked for, too: each silence would last
   * seconds, and tell nothing new.
   */
  private final Set<HttpChoice> unreached = ConcurrentHashMap.newKeySet();

  /**
   * One of the URLs.
   *
   * @param observer is told what happens to its requests, on threads of the probe
   */
  record Part(ProbePlan plan, ProbeObserver observer) {}

  /** A page that was not asked for yet; with one URL, that URL alone. */
  PageProbe(List<Part> parts, Cancellation cancellation) {
    this.parts = List.copyOf(parts);
    this.cancellation = cancellation;
    plan = parts.getFirst().plan();
    parts.forEach(_ -> made.add(new ArrayList<>()));
  }

  /** Whether plans ask for parts of one page; calls of gRPC are none. */
  static boolean isPage(ProbePlan first, ProbePlan other) {
    return GrpcMethod.of(first).isEmpty() && first.equals(other.at(first.url()).build());
  }

  /** Makes all runs; blocks until the last is over. In the order of the parts. */
  List<ProbeResult> run() {
    List<RunPlan> planned = plan.plannedRuns();
    int next = 0;
    while (next < planned.size() && !cancellation.isRequested()) {
      boolean isTaken = !unreached.contains(planned.get(next).version());
      next = isTaken ? session(planned, next) : next + 1;
    }
    List<ProbeResult> results = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      results.add(new ProbeResult(parts.get(i).plan(), made.get(i), cancellation.isRequested()));
    }
    return results;
  }

  /**
   * Makes a cold run and those that take something over from it.
   *
   * @return the index of the next cold run
   */
  private int session(List<RunPlan> planned, int first) {
    int next = first;
    try (HopClient session = client(planned.get(first).version())) {
      do {
        RunPlan run = planned.get(next);
        if (run.kind() == RunKind.RESUMED) {
          if (isCleartext()) {
            next++;
            continue;
          }
          session.disconnect();
        }
        make(session, run, 0, 1);
        if (parts.size() > 1 && isGoingOn(run)) {
          make(session, run, 1, parts.size());
        }
        next++;
      } while (next < planned.size()
          && planned.get(next).kind() != RunKind.COLD
          && isGoingOn(planned.get(next)));
    }
    return next;
  }

  private boolean isCleartext() {
    return made.stream().allMatch(UnmetRuns::isCleartext);
  }

  private boolean isGoingOn(RunPlan run) {
    return !cancellation.isRequested() && !unreached.contains(run.version());
  }

  private HopClient client(HttpChoice version) {
    if (version != HttpChoice.HTTP_3) {
      return new ProbeSession(plan, version, plan.timeout(), clock, cancellation);
    }
    return QuicSession.problem()
        .<HopClient>map(problem -> new NoQuic(problem, clock))
        .orElseGet(() -> new QuicSession(plan, clock, cancellation));
  }

  /** Asks for some of the parts at once, for each as often as the plan says. */
  private void make(HopClient session, RunPlan run, int from, int to) {
    if (to - from == 1 && plan.concurrent() == 1) {
      made.get(from).add(make(session, run, parts.get(from)));
      return;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<List<CompletableFuture<ProbeRun>>> asked = new ArrayList<>();
      for (Part part : parts.subList(from, to)) {
        List<CompletableFuture<ProbeRun>> requests = new ArrayList<>();
        for (int request = 1; request <= plan.concurrent(); request++) {
          RunPlan one = run.withRequest(request);
          requests.add(CompletableFuture.supplyAsync(() -> make(session, one, part), threads));
        }
        asked.add(requests);
      }
      for (int i = from; i < to; i++) {
        made.get(i).addAll(asked.get(i - from).stream().map(CompletableFuture::join).toList());
      }
    }
  }

  private ProbeRun make(HopClient session, RunPlan run, Part part) {
    part.observer().runBegan(run);
    ProbeRun over = new ProbeRun(run, last(run, hops(session, run, part)));
    part.observer().runEnded(over);
    return over;
  }

  /** Of a version that is given up, it is said. */
  private List<ProbeHop> last(RunPlan run, List<ProbeHop> hops) {
    if (hops.getLast().failure().isEmpty()) {
      answered.add(run.version());
    }
    boolean isGivenUp =
        plan.versions().size() > 1
            && hops.getLast().failure().filter(ProbeFailure::isAboutUdp).isPresent()
            && !answered.contains(run.version());
    if (isGivenUp) {
      unreached.add(run.version());
      hops.add(hops.removeLast().adding("It was not asked for again."));
    }
    return hops;
  }

  private List<ProbeHop> hops(HopClient session, RunPlan run, Part part) {
    List<ProbeHop> hops = new ArrayList<>();
    Optional<HopPlan> next = Optional.of(HopPlan.first(part.plan()));
    while (next.isPresent()) {
      HopPlan planned = next.get();
      int index = hops.size();
      ProbeHop hop =
          session.hop(
              planned, (phase, nanos) -> part.observer().phaseBegan(run, index, phase, nanos));
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
