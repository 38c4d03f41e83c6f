package dev.stallscope.probe.compare;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.measure.Measurements;
import dev.stallscope.probe.compare.PageLoads.Asked;
import dev.stallscope.protocol.http.HttpVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a capture holds in several versions of HTTP. A resource of another port is another one,
 * unless that would leave nothing to compare: then versions that are served on ports of their own
 * are compared, too.
 *
 * @param subjects pages first, then what was asked for most often, then gRPC calls
 * @param versions in which there are whole answers, the oldest first
 * @param requests that got them
 * @param encrypted connections of which not all could be read
 * @param isAcrossPorts whether ports were disregarded
 */
public record CaptureVersions(
    List<CaptureSubject> subjects,
    List<HttpVersion> versions,
    int requests,
    int encrypted,
    boolean isAcrossPorts) {
  /** Nothing at all. */
  public static final CaptureVersions NONE = new CaptureVersions(List.of(), List.of(), 0, 0, false);

  public CaptureVersions {
    subjects = List.copyOf(subjects);
    versions = List.copyOf(versions);
  }

  /** Looks for what was asked for in several versions. */
  public static CaptureVersions of(Analysis analysis) {
    Measurements measured = analysis.measurements();
    List<CapturedRequest> answered = CapturedRequests.of(measured);
    CapturedCalls calls = new CapturedCalls(measured, answered);
    List<CapturedRequest> requests = answered.stream().filter(one -> !one.isCall()).toList();
    List<Asked> comparable = comparable(requests, true);
    boolean isAcrossPorts = comparable.isEmpty();
    if (isAcrossPorts) {
      comparable = comparable(requests, false);
    }
    return new CaptureVersions(
        Stream.concat(
                subjects(comparable, measured, calls).stream(), calls.subjects(measured).stream())
            .toList(),
        requests.stream().map(CapturedRequest::version).distinct().sorted().toList(),
        requests.size(),
        (int)
            analysis.keys().decryptions().stream()
                .filter(one -> !one.outcome().isDecrypted())
                .count(),
        isAcrossPorts && !comparable.isEmpty());
  }

  /** The requests for what was asked for in more than one version, by start. */
  private static List<Asked> comparable(List<CapturedRequest> requests, boolean hasPort) {
    List<Asked> asked =
        requests.stream()
            .flatMap(
                request ->
                    Resource.of(request.content(), hasPort).stream()
                        .map(resource -> new Asked(resource, request)))
            .toList();
    Map<Resource, Set<HttpVersion>> versions =
        asked.stream()
            .collect(
                Collectors.groupingBy(
                    Asked::resource,
                    Collectors.mapping(one -> one.request().version(), Collectors.toSet())));
    return asked.stream()
        .filter(one -> versions.getOrDefault(one.resource(), Set.of()).size() > 1)
        .sorted(Comparator.comparingLong(one -> one.request().startNanos()))
        .toList();
  }

  private static List<CaptureSubject> subjects(
      List<Asked> asked, Measurements measured, CapturedCalls calls) {
    Stream<CaptureSubject> pages =
        by(asked, one -> one.resource().authority()).entrySet().stream()
            .flatMap(site -> page(site.getKey(), site.getValue(), measured, calls).stream());
    Stream<CaptureSubject> single =
        by(asked, Asked::resource).values().stream()
            .map(
                alike ->
                    subject(
                        alike.getFirst().resource().text(),
                        1,
                        alike,
                        alike.stream().map(one -> one.request().run()).toList(),
                        measured,
                        calls))
            .sorted(Comparator.comparingInt(CaptureSubject::requests).reversed());
    return Stream.concat(pages, single).toList();
  }

  /** The resources of a server that were asked for in each of its versions, as one page. */
  private static List<CaptureSubject> page(
      String authority, List<Asked> site, Measurements measured, CapturedCalls calls) {
    Map<HttpVersion, List<Asked>> versions =
        site.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.request().version(), TreeMap::new, Collectors.toList()));
    Set<Resource> page = new TreeSet<>(Comparator.comparing(Resource::text));
    site.forEach(one -> page.add(one.resource()));
    versions
        .values()
        .forEach(
            of -> page.retainAll(of.stream().map(Asked::resource).collect(Collectors.toSet())));
    if (page.size() < 2) {
      return List.of();
    }
    List<Asked> whole = site.stream().filter(one -> page.contains(one.resource())).toList();
    List<MeasuredRun> loads = new ArrayList<>();
    for (HttpVersion version : versions.keySet()) {
      loads.addAll(PageLoads.of(ofVersion(whole, version), page));
    }
    boolean hasVersions = loads.stream().map(MeasuredRun::version).distinct().count() > 1;
    return hasVersions
        ? List.of(subject(authority, page.size(), whole, loads, measured, calls))
        : List.of();
  }

  private static CaptureSubject subject(
      String text,
      int resources,
      List<Asked> asked,
      List<MeasuredRun> runs,
      Measurements measured,
      CapturedCalls calls) {
    List<CapturedRequest> requests = asked.stream().map(Asked::request).toList();
    return new CaptureSubject(
        text,
        resources,
        asked.size(),
        runs,
        Traffic.byVersion(requests, measured),
        calls.beside(requests.getFirst().content().host().orElse("")));
  }

  private static List<Asked> ofVersion(Collection<Asked> asked, HttpVersion version) {
    return asked.stream().filter(one -> one.request().version() == version).toList();
  }

  private static <K> Map<K, List<Asked>> by(List<Asked> asked, Function<Asked, K> key) {
    return asked.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }
}
