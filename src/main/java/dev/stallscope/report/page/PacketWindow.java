package dev.stallscope.report.page;

import dev.stallscope.analysis.detail.PacketSelection;
import dev.stallscope.capture.PacketIndex;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The packets that show a piece of lost time from just before it to just after it.
 *
 * @param packets indexes, ascending
 * @param proof those that prove the finding
 * @param ranked the most important of them, in the order in which they deserve a name
 * @param lost the lost time, or an empty span
 * @param words what was lost, in a few words
 * @param span what is shown; longer than nothing
 * @param zeroNanos the time that is called 0
 */
record PacketWindow(
    List<Integer> packets,
    List<Integer> proof,
    List<Integer> ranked,
    TimeSpan lost,
    String words,
    TimeSpan span,
    long zeroNanos) {
  /** Of the lost time, shown before and after it. */
  private static final double MARGIN = 0.14;

  private static final long SHORTEST_NANOS = 1_000;

  /** Packets besides the proof that may be named; there is no room for more. */
  private static final int MAX_RANKED = 8;

  /** The packets of the worst exchange and of its set-up; empty where it has none. */
  static Optional<PacketWindow> of(Story story) {
    return story
        .worst()
        .map(worst -> of(story, worst))
        .filter(window -> !window.packets().isEmpty());
  }

  private static PacketWindow of(Story story, Exchange worst) {
    List<LostTime> all = story.lost(worst);
    Optional<LostTime> most = all.stream().max(Comparator.comparingLong(LostTime::lostNanos));
    TimeSpan lost = most.map(LostTime::span).orElse(new TimeSpan(start(worst), start(worst)));
    long lostNanos =
        most.map(LostTime::lostNanos).filter(nanos -> nanos > 0).orElse(lost.durationNanos());
    PacketIndex index = story.capture().index();
    int[] flows = flows(story, worst).toArray();
    TimeSpan centre = withProof(lost.durationNanos() > 0 ? lost : worst.span(), story, flows);
    long margin = (long) (centre.durationNanos() * MARGIN) + SHORTEST_NANOS;
    TimeSpan span = new TimeSpan(centre.startNanos() - margin, centre.endNanos() + margin);
    List<Integer> proof =
        story.finding().map(Finding::packets).orElse(List.of()).stream()
            .filter(packet -> span.contains(index.epochNanos(packet)))
            .toList();
    List<Integer> packets =
        IntStream.concat(
                IntStream.of(flows)
                    .flatMap(flow -> IntStream.of(selection(story).ofFlow(flow)))
                    .filter(packet -> span.contains(index.epochNanos(packet))),
                proof.stream().mapToInt(Integer::intValue))
            .distinct()
            .sorted()
            .boxed()
            .toList();
    String words = all.isEmpty() ? "" : words(story, lostNanos, all.size());
    return new PacketWindow(
        packets, proof, ranked(packets, proof, lost, index), lost, words, span, start(worst));
  }

  /**
   * With the nearest packets before and after it that prove the finding, where they are not far: an
   * answer comes half a round trip after the wait for it is over.
   */
  private static TimeSpan withProof(TimeSpan centre, Story story, int[] flows) {
    PacketIndex index = story.capture().index();
    long[] times =
        story.finding().map(Finding::packets).orElse(List.of()).stream()
            .filter(packet -> IntStream.of(flows).anyMatch(flow -> flow == index.flow(packet)))
            .mapToLong(index::epochNanos)
            .toArray();
    long reach = centre.durationNanos();
    long start =
        LongStream.of(times)
            .filter(time -> time <= centre.startNanos() && time >= centre.startNanos() - reach)
            .max()
            .orElse(centre.startNanos());
    long end =
        LongStream.of(times)
            .filter(time -> time >= centre.endNanos() && time <= centre.endNanos() + reach)
            .min()
            .orElse(centre.endNanos());
    return new TimeSpan(start, end);
  }

  boolean isProof(int packet) {
    return proof.contains(packet);
  }

  private static PacketSelection selection(Story story) {
    return new PacketSelection(story.capture());
  }

  private static String words(Story story, long lostNanos, int claims) {
    String text = story.trouble() + " " + DurationText.of(lostNanos);
    return claims == 1 ? text : text + ", the longest of %,d".formatted(claims);
  }

  /** A TCP connection's flow has its id; a datagram exchange has its packets. */
  private static IntStream flows(Story story, Exchange worst) {
    return Stream.concat(Stream.of(worst), story.setUps(worst).stream())
        .mapToInt(
            one ->
                one.connection() >= 0
                    ? one.connection()
                    : one.firstPacket() >= 0
                        ? story.capture().index().flow(one.firstPacket())
                        : PacketIndex.NO_FLOW)
        .filter(flow -> flow >= 0)
        .distinct();
  }

  private static long start(Exchange exchange) {
    return exchange.span().startNanos();
  }

  /** The proof, then what is nearest to the edges of the lost time, since it began or ended it. */
  private static List<Integer> ranked(
      List<Integer> packets, List<Integer> proof, TimeSpan lost, PacketIndex index) {
    Comparator<Integer> byDistance =
        Comparator.comparingLong(
            packet ->
                Math.min(
                    Math.abs(index.epochNanos(packet) - lost.startNanos()),
                    Math.abs(index.epochNanos(packet) - lost.endNanos())));
    return Stream.concat(proof.stream(), packets.stream().sorted(byDistance).limit(MAX_RANKED))
        .distinct()
        .toList();
  }
}
