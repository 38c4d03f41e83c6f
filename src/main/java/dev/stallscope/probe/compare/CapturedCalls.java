package dev.stallscope.probe.compare;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Measurements;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.grpc.GrpcRequest;
import dev.stallscope.protocol.grpc.GrpcResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The unary gRPC calls of a capture, by the host that was asked: a method is no resource of HTTP,
 * and its server often listens on another port, so ports do not tell hosts apart. Calls that were
 * never answered, such as those that were cancelled, are counted among the statuses and have no
 * time.
 */
final class CapturedCalls {
  /** Beside requests of HTTP; a subject of its own tells of all. */
  private static final int MOST_BESIDE = 3;

  /** Of the name of a method: more does not fit into a table. */
  private static final int NAME_LENGTH = 20;

  private final Map<String, List<GrpcCalls>> byHost = new TreeMap<>();
  private final Map<String, List<CapturedRequest>> answered;

  /**
   * Those of a capture.
   *
   * @param requests that were answered, calls among them
   */
  CapturedCalls(Measurements measured, List<CapturedRequest> requests) {
    List<CapturedRequest> calls = requests.stream().filter(CapturedRequest::isCall).toList();
    answered = by(calls, call -> call.content().host().orElse(""));
    Map<Integer, CapturedRequest> byExchange =
        calls.stream().collect(Collectors.toMap(call -> call.exchange().id(), call -> call));
    Map<String, Map<String, Method>> methods = new TreeMap<>();
    for (Exchange exchange : measured.exchanges()) {
      String status = exchange.status().orElse("");
      CapturedRequest call = byExchange.get(exchange.id());
      if (exchange.request().map(Message::content).orElse(null) instanceof GrpcRequest request
          && !isStream(exchange, request)
          && !status.isEmpty()) {
        methods
            .computeIfAbsent(request.http().host().orElse(""), _ -> new LinkedHashMap<>())
            .computeIfAbsent(request.label(), _ -> new Method())
            .add(status, call);
      }
    }
    methods.forEach((host, called) -> byHost.put(host, calls(called)));
  }

  private static boolean isStream(Exchange exchange, GrpcRequest request) {
    return request.messages().count() > 1
        || (exchange.response().map(Message::content).orElse(null) instanceof GrpcResponse response
            && response.messages().count() > 1);
  }

  /** The calls of one method. */
  private static final class Method {
    private final Map<String, Integer> statuses = new LinkedHashMap<>();
    private final List<MeasuredRun> runs = new ArrayList<>();

    void add(String status, @Nullable CapturedRequest call) {
      statuses.merge(status, 1, Integer::sum);
      if (call != null) {
        runs.add(call.run());
      }
    }

    GrpcCalls calls(String method, String name) {
      return new GrpcCalls(
          method,
          RunGroup.grouped(runs).stream().map(group -> group.ofGrpc(name)).toList(),
          statuses,
          true);
    }
  }

  private static List<GrpcCalls> calls(Map<String, Method> called) {
    boolean isOne = called.size() == 1;
    return called.entrySet().stream()
        .map(method -> method.getValue().calls(method.getKey(), isOne ? "" : name(method.getKey())))
        .sorted(Comparator.comparingInt(GrpcCalls::count).reversed())
        .toList();
  }

  /** The method without its service; the wire may hold anything. */
  private static String name(String method) {
    String name = method.substring(method.lastIndexOf('/') + 1).replaceAll("\\W", "?");
    return name.substring(0, Math.min(NAME_LENGTH, name.length()));
  }

  /** The methods of a host that were called most often. */
  List<GrpcCalls> beside(String host) {
    List<GrpcCalls> all = byHost.getOrDefault(host, List.of());
    return all.subList(0, Math.min(MOST_BESIDE, all.size()));
  }

  /** All methods of each host. */
  List<CaptureSubject> subjects(Measurements measured) {
    return byHost.entrySet().stream()
        .map(
            host ->
                new CaptureSubject(
                    "gRPC calls to " + host.getKey(),
                    1,
                    host.getValue().stream().mapToInt(GrpcCalls::count).sum(),
                    List.of(),
                    Traffic.byVersion(answered.getOrDefault(host.getKey(), List.of()), measured),
                    host.getValue()))
        .toList();
  }

  private static Map<String, List<CapturedRequest>> by(
      List<CapturedRequest> calls, Function<CapturedRequest, String> key) {
    return calls.stream().collect(Collectors.groupingBy(key));
  }
}
