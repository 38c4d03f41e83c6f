package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.net.ClientOfServer;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.grpc.GrpcRequest;
import dev.stallscope.protocol.grpc.GrpcResponse;
import dev.stallscope.protocol.grpc.GrpcStatus;
import dev.stallscope.protocol.http.stream.StreamReset;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A gRPC call whose request could be read.
 *
 * @param isRepeated whether it failed and was made again
 */
record GrpcCall(
    Exchange exchange, GrpcRequest request, Optional<MessageContent> answer, boolean isRepeated) {

  /** The calls of a capture, as several rules look at them. */
  private record All(Collection<List<GrpcCall>> byHosts) {
    static All of(RuleContext context) {
      return new All(GrpcCall.byHosts(context));
    }
  }

  /**
   * Judges the calls of each client at each server, with one finding at most for each.
   *
   * @param isTrouble of one call
   * @param finding of those in trouble, by start, never none
   */
  static RuleOutcome judge(
      RuleContext context,
      Predicate<GrpcCall> isTrouble,
      Function<List<GrpcCall>, Finding> finding,
      String cleared) {
    Collection<List<GrpcCall>> groups = context.computed(All.class, All::of).byHosts();
    if (groups.isEmpty()) {
      return new RuleOutcome.NotApplicable("No gRPC call could be read in this capture.");
    }
    List<Finding> findings =
        groups.stream()
            .map(calls -> calls.stream().filter(isTrouble).toList())
            .filter(calls -> !calls.isEmpty())
            .map(finding)
            .toList();
    return findings.isEmpty() ? new RuleOutcome.Clear(cleared) : new RuleOutcome.Found(findings);
  }

  private static Collection<List<GrpcCall>> byHosts(RuleContext context) {
    Map<ClientOfServer, List<GrpcCall>> byHosts = new LinkedHashMap<>();
    for (Exchange exchange : context.measurements().exchanges()) {
      if (exchange.request().map(Message::content).orElse(null) instanceof GrpcRequest request) {
        byHosts
            .computeIfAbsent(
                ClientOfServer.of(exchange.client(), exchange.server()), hosts -> new ArrayList<>())
            .add(new GrpcCall(exchange, request, exchange.response().map(Message::content), false));
      }
    }
    byHosts.replaceAll((_, calls) -> withRetries(calls));
    return byHosts.values();
  }

  private static List<GrpcCall> withRetries(List<GrpcCall> calls) {
    Set<Integer> repeated = GrpcRetries.repeated(calls);
    return calls.stream()
        .map(
            call ->
                repeated.contains(call.exchange.id())
                    ? new GrpcCall(call.exchange, call.request, call.answer, true)
                    : call)
        .toList();
  }

  /** How it ended, as far as the server told. */
  Optional<GrpcStatus> status() {
    return answer.flatMap(
        content ->
            content instanceof GrpcResponse response ? response.grpcStatus() : Optional.empty());
  }

  /** Whether the client gave it up before its answer was whole. */
  boolean isGivenUp() {
    return answer.isPresent()
        && switch (answer.get()) {
          case StreamReset reset -> reset.sentBy() == Direction.CLIENT_TO_SERVER;
          case GrpcResponse response -> response.end().isGivenUpByClient();
          default -> false;
        };
  }

  /** Index of the packet that ended it. */
  int lastPacket() {
    return answer
        .filter(GrpcResponse.class::isInstance)
        .map(content -> ((GrpcResponse) content).end().packet())
        .orElse(exchange.lastPacket());
  }

  /** How many messages of the answer came. */
  long answers() {
    return answer
        .filter(GrpcResponse.class::isInstance)
        .map(content -> ((GrpcResponse) content).messages().count())
        .orElse(0L);
  }

  /** How long nothing had come when it ended. */
  long silentNanos() {
    long since = exchange.outOfTimeSinceNanos().orElse(exchange.span().endNanos());
    return exchange.span().endNanos() - since;
  }

  OptionalLong timeoutNanos() {
    return request.timeoutNanos();
  }

  /** From the first byte of the request to the end, without any set-up. */
  long elapsedNanos() {
    long start = exchange.request().map(message -> message.span().firstNanos()).orElse(0L);
    return Math.max(0, exchange.span().endNanos() - start);
  }

  /** The time that brought nothing: where messages had come before, the silence after them. */
  TimeClaim claimInVain() {
    TimeSpan silence =
        new TimeSpan(exchange.span().endNanos() - silentNanos(), exchange.span().endNanos());
    return answers() == 0 || silence.durationNanos() == 0
        ? claim()
        : new TimeClaim(exchange.id(), exchange.connection(), silence, silence.durationNanos());
  }

  TimeClaim claim() {
    return new TimeClaim(
        exchange.id(), exchange.connection(), exchange.span(), exchange.durationNanos());
  }
}
