package dev.stallscope.report.page;

import dev.stallscope.chart.Ladder;
import dev.stallscope.chart.LadderLayout;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.Measurements;
import dev.stallscope.report.CauseText;
import dev.stallscope.report.SizeText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The chart that proves a finding: a ladder for lookups and handshakes, the TCP window graph for
 * what happened to a stream of data, else the packets around the lost time.
 */
final class ProofChart {
  private final Story story;
  private final TextMeter meter;
  private final Frame frame;

  ProofChart(Story story, TextMeter meter, Frame frame) {
    this.story = story;
    this.meter = meter;
    this.frame = frame;
  }

  /** Empty where there is nothing to draw. */
  List<Mark> marks() throws IOException {
    Optional<Ladder> ladder = story.finding().flatMap(this::ladder).filter(one -> fits(one));
    if (ladder.isPresent()) {
      return new LadderLayout(ladder.get(), meter, CauseText::of, SizeText::of)
          .marks(frame.x(), frame.y(), frame.width(), frame.height());
    }
    Optional<PacketWindow> window = PacketWindow.of(story);
    return window.isPresent() ? PacketLanes.marks(window.get(), story, meter, frame) : List.of();
  }

  private boolean fits(Ladder ladder) {
    return LadderLayout.leastHeight(ladder) <= frame.height();
  }

  private Optional<Ladder> ladder(Finding told) {
    Measurements measured = story.analysis().measurements();
    if (told.rule().layer() == Layer.TLS) {
      return ofWorst()
          .map(exchange -> Ladder.ofHandshake(exchange, measured))
          .flatMap(Optional::stream)
          .findFirst();
    }
    if (told.rule().layer() == Layer.DNS) {
      List<Integer> asked = ofWorst().map(Exchange::id).toList();
      return measured.lookups().stream()
          .filter(lookup -> lookup.queries().stream().anyMatch(asked::contains))
          .map(lookup -> Ladder.ofLookup(lookup, measured))
          .findFirst();
    }
    return Optional.empty();
  }

  /** The worst exchange and the set-up that it waited for. */
  private Stream<Exchange> ofWorst() {
    return story
        .worst()
        .map(worst -> Stream.concat(Stream.of(worst), story.setUps(worst).stream()))
        .orElse(Stream.empty());
  }
}
