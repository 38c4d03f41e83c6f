package dev.stallscope.probe.compare;

import dev.stallscope.protocol.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a capture holds in several versions of HTTP: a resource, or the resources of a server that
 * were asked for together, as one page. Or the gRPC calls of a host, which have but one version.
 *
 * @param text of the resource or the server; not redacted
 * @param resources how many
 * @param requests in all versions
 * @param runs each request, or each load of all the resources
 * @param traffic of the connections that carried them, by version
 * @param grpc calls to the same host
 */
public record CaptureSubject(
    String text,
    int resources,
    int requests,
    List<MeasuredRun> runs,
    List<Traffic> traffic,
    List<GrpcCalls> grpc) {
  /** The test of ranks looks at each pair: of more runs as many are taken, spread over all. */
  private static final int MOST_RUNS = 500;

  public CaptureSubject {
    runs = List.copyOf(runs);
    traffic = List.copyOf(traffic);
    grpc = List.copyOf(grpc);
  }

  /** Whether it is several resources as one page. */
  public boolean isPage() {
    return resources > 1;
  }

  /** The versions that were spoken, the oldest first. */
  public List<HttpVersion> versions() {
    return runs.stream().map(MeasuredRun::version).distinct().sorted().toList();
  }

  /** The versions side by side. Takes a while where there are many runs. */
  public Comparison comparison() {
    List<MeasuredRun> compared = new ArrayList<>();
    RunGroup.grouped(runs).forEach(group -> compared.addAll(spread(group.runs())));
    OptionalLong roundTrip =
        traffic.stream().flatMapToLong(one -> one.roundTripNanos().stream()).min();
    return Comparison.ofRuns(compared, List.of(), roundTrip).withTraffic(traffic).withGrpc(grpc);
  }

  /** The same with its name. Takes a while where there are many runs. */
  public ComparedSubject compared() {
    return new ComparedSubject(text, resources, comparison());
  }

  private static List<MeasuredRun> spread(List<MeasuredRun> runs) {
    if (runs.size() <= MOST_RUNS) {
      return runs;
    }
    List<MeasuredRun> some = new ArrayList<>(MOST_RUNS);
    for (long i = 0; i < MOST_RUNS; i++) {
      some.add(runs.get((int) (i * runs.size() / MOST_RUNS)));
    }
    return some;
  }
}
