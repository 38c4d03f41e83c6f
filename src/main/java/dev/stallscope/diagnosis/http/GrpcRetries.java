package dev.stallscope.diagnosis.http;

import dev.stallscope.protocol.grpc.GrpcStatus;
import dev.stallscope.time.Nanos;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls that were made again after they had failed as UNAVAILABLE, the one status for which gRPC
 * says that a call may simply be repeated.
 */
final class GrpcRetries {
  /** Whoever pauses longer begins anew: usual retry policies back off to some seconds. */
  private static final long LONGEST_PAUSE_NANOS = 5 * Nanos.PER_SECOND;

  private GrpcRetries() {}

  /**
   * The ids of the exchanges that another call repeated: of the same method, begun by the same
   * client at the same server within 5 s after the failure. A call repeats one other.
   *
   * @param calls of one client at one server, by start
   */
  static Set<Integer> repeated(List<GrpcCall> calls) {
    Map<String, Deque<GrpcCall>> failed = new HashMap<>();
    Set<Integer> repeated = new HashSet<>();
    for (GrpcCall call : calls) {
      Deque<GrpcCall> open =
          failed.computeIfAbsent(call.request().label(), _ -> new ArrayDeque<>(1));
      while (!open.isEmpty() && isGivenUp(open.peek(), call)) {
        open.poll();
      }
      if (!open.isEmpty() && endNanos(open.peek()) <= startNanos(call)) {
        repeated.add(open.poll().exchange().id());
      }
      if (call.status().filter(GrpcStatus.UNAVAILABLE::equals).isPresent()) {
        open.add(call);
      }
    }
    return repeated;
  }

  private static boolean isGivenUp(GrpcCall failed, GrpcCall next) {
    return startNanos(next) - endNanos(failed) > LONGEST_PAUSE_NANOS;
  }

  private static long startNanos(GrpcCall call) {
    return call.exchange().span().startNanos();
  }

  private static long endNanos(GrpcCall call) {
    return call.exchange().span().endNanos();
  }
}
