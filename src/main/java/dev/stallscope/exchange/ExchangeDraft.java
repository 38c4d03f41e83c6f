package dev.stallscope.exchange;

import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.SetupMessage;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exchange while it is put together. Its own time is that without the set-up it waited for. */
final class ExchangeDraft {
  final ExchangeKind kind;
  final int connection;
  final Endpoint client;
  final Endpoint server;
  final AppProtocol protocol;
  final long ownStartNanos;

  int id = -1;
  int parent = -1;
  String label = "";
  Optional<String> status = Optional.empty();
  boolean isFailed;

  /** Whether its answer is missing though a later request was answered. */
  boolean isPassedOver;

  boolean isLongLived;
  double confidence = 1;
  long endNanos;
  @Nullable Message request;
  @Nullable Message response;
  final List<Message> interim = new ArrayList<>(0);
  @Nullable SetupMessage setup;

  /** Whether it opened the connection: what came before it waited for the address. */
  boolean opensConnection;

  /** Set-up phases in front of the exchange's own, in order and contiguous. */
  final List<PhaseTimings.Timing> setUpPhases = new ArrayList<>(0);

  /** The exchange's own phases, in order and contiguous. */
  List<PhaseTimings.Timing> ownPhases = List.of();

  ExchangeDraft(
      ExchangeKind kind,
      int connection,
      Endpoint client,
      Endpoint server,
      AppProtocol protocol,
      long ownStartNanos,
      long endNanos) {
    this.kind = kind;
    this.connection = connection;
    this.client = client;
    this.server = server;
    this.protocol = protocol;
    this.ownStartNanos = ownStartNanos;
    this.endNanos = Math.max(ownStartNanos, endNanos);
  }

  /** Takes its texts from those of others that read the same: most questions are asked often. */
  void shareTexts(Map<String, String> labels, Map<Optional<String>, Optional<String>> outcomes) {
    label = labels.computeIfAbsent(label, text -> text);
    status = outcomes.computeIfAbsent(status, text -> text);
  }

  /** A phase that covers all of the exchange's own time. */
  void coverWith(Phase phase) {
    ownPhases = List.of(new PhaseTimings.Timing(phase, new TimeSpan(ownStartNanos, endNanos)));
  }

  /** Moves the end; the last phase goes on until there, and what lies behind it is cut off. */
  void endAt(long nanos) {
    endNanos = Math.max(ownStartNanos, nanos);
    List<PhaseTimings.Timing> kept = new ArrayList<>(ownPhases.size());
    for (PhaseTimings.Timing timing : ownPhases) {
      if (kept.isEmpty() || timing.span().startNanos() < endNanos) {
        kept.add(timing);
      }
    }
    PhaseTimings.Timing last = kept.removeLast();
    kept.add(
        new PhaseTimings.Timing(last.phase(), new TimeSpan(last.span().startNanos(), endNanos)));
    ownPhases = kept;
  }

  Exchange toExchange() {
    List<PhaseTimings.Timing> phases = new ArrayList<>(setUpPhases);
    phases.addAll(ownPhases);
    long start = phases.isEmpty() ? ownStartNanos : phases.getFirst().span().startNanos();
    return new Exchange(
        id,
        kind,
        connection,
        client,
        server,
        protocol,
        label,
        status,
        isFailed,
        isLongLived,
        new TimeSpan(start, endNanos),
        new PhaseTimings(phases),
        parent,
        Optional.ofNullable(request),
        Optional.ofNullable(response),
        List.copyOf(interim),
        Optional.ofNullable(setup),
        confidence);
  }
}
