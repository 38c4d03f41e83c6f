package dev.stallscope.diagnosis.capture;

import dev.stallscope.diagnosis.FindingDraft;
import dev.stallscope.diagnosis.RuleContext;
import dev.stallscope.diagnosis.RuleOutcome;
import dev.stallscope.flow.tcp.CaptureQuality;
import dev.stallscope.flow.tcp.SegmentEvent;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.CaptureFacts;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;

/**
 * The TCP connections that have a defect of the capture.
 *
 * @param connections by id; may be empty
 * @param all how many TCP connections the capture holds
 */
record FlaggedConnections(List<TcpConnection> connections, int all) {
  FlaggedConnections {
    connections = List.copyOf(connections);
  }

  static FlaggedConnections with(RuleContext context, CaptureQuality flag) {
    List<TcpConnection> all = context.measurements().connections();
    return new FlaggedConnections(
        all.stream().filter(connection -> connection.has(flag)).toList(), all.size());
  }

  static RuleOutcome noPackets() {
    return new RuleOutcome.NotApplicable("There is no packet in this capture.");
  }

  static RuleOutcome noConnection() {
    return new RuleOutcome.NotApplicable("There is no TCP connection in this capture.");
  }

  boolean isEmpty() {
    return connections.isEmpty();
  }

  boolean isEveryConnection() {
    return connections.size() == all;
  }

  /** How often something happened in them, both directions. */
  int count(SegmentEvent event) {
    return connections.stream().mapToInt(connection -> count(connection, event)).sum();
  }

  static int count(TcpConnection connection, SegmentEvent event) {
    return connection.fromClient().count(event) + connection.fromServer().count(event);
  }

  /** {@code 3 of 12 TCP connections}. */
  String share() {
    return "%,d of %,d TCP %s"
        .formatted(connections.size(), all, all == 1 ? "connection" : "connections");
  }

  /**
   * Gives a finding the span of the whole capture and its connections, those with most packets
   * first as proof; the capture's first packet where none of them shows it.
   */
  FindingDraft enter(FindingDraft draft, CaptureFacts capture) {
    enterWithoutProof(draft, capture);
    connections.stream()
        .sorted(Comparator.comparingInt(connection -> -packets(connection)))
        .forEach(connection -> draft.packet(connection.firstPacket()));
    return connections.isEmpty() ? draft.packet(0) : draft;
  }

  /** The same where other packets are the proof. */
  FindingDraft enterWithoutProof(FindingDraft draft, CaptureFacts capture) {
    connections.forEach(connection -> draft.connection(connection.id()));
    return draft.span(span(capture));
  }

  private static int packets(TcpConnection connection) {
    return connection.fromClient().packets() + connection.fromServer().packets();
  }

  /** The whole capture; its clock may have run backwards. */
  private static TimeSpan span(CaptureFacts capture) {
    return new TimeSpan(capture.firstNanos(), Math.max(capture.firstNanos(), capture.lastNanos()));
  }
}
