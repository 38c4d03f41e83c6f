package dev.stallscope.chart.windowgraph;

import dev.stallscope.analysis.detail.TimedRanges;
import dev.stallscope.time.Ascending;
import dev.stallscope.time.TimeSpan;
import java.util.Optional;

/** The segments and acknowledgments of a graph in the order of the capture. */
final class PacketOrder {
  private final WindowGraph graph;
  private final TimedRanges segments;
  private final TimedRanges answers;

  PacketOrder(WindowGraph graph, TimedRanges segments, TimedRanges answers) {
    this.graph = graph;
    this.segments = segments;
    this.answers = answers;
  }

  /** A packet of the capture, if the graph draws it. */
  Optional<WindowGraphPoint> packet(int packet) {
    return from(packet).filter(point -> point.packet() == packet);
  }

  /** The packet after or before one. */
  Optional<WindowGraphPoint> neighbour(int packet, boolean isForward) {
    return isForward ? from(packet + 1) : before(packet);
  }

  /** The first packet in a time, if the graph draws one there. */
  Optional<WindowGraphPoint> firstIn(TimeSpan time) {
    int at = Ascending.first(segments.size(), i -> segments.epochNanos(i) >= time.startNanos());
    Optional<WindowGraphPoint> first = segment(at);
    return first.filter(point -> point.epochNanos() < time.endNanos());
  }

  /** The first with this index or a higher one. */
  private Optional<WindowGraphPoint> from(int packet) {
    Optional<WindowGraphPoint> segment = segment(place(segments, packet));
    Optional<WindowGraphPoint> answer = answer(place(answers, packet));
    boolean isAnswerFirst =
        answer.isPresent()
            && segment.filter(one -> one.packet() <= answer.get().packet()).isEmpty();
    return isAnswerFirst ? answer : segment;
  }

  private Optional<WindowGraphPoint> before(int packet) {
    Optional<WindowGraphPoint> segment = segment(place(segments, packet) - 1);
    Optional<WindowGraphPoint> answer = answer(place(answers, packet) - 1);
    boolean isAnswerLast =
        answer.isPresent()
            && segment.filter(one -> one.packet() >= answer.get().packet()).isEmpty();
    return isAnswerLast ? answer : segment;
  }

  private Optional<WindowGraphPoint> segment(int i) {
    return i < 0 || i >= segments.size() ? Optional.empty() : Optional.of(graph.segment(i));
  }

  private Optional<WindowGraphPoint> answer(int i) {
    return i < 0 || i >= answers.size() ? Optional.empty() : Optional.of(graph.acknowledgment(i));
  }

  /** The number of the first range of this packet or a later one. */
  private static int place(TimedRanges ranges, int packet) {
    return Ascending.first(ranges.size(), i -> ranges.packet(i) >= packet);
  }
}
