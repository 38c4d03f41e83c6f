package dev.stallscope.chart;

import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.measure.Download;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The bar of one exchange: set-up phases thin, wait and receive thick, stalls hatched on top.
 *
 * <p>The proportions are those that browsers' network panels share; nothing that happened is
 * narrower than two pixels.
 */
public final class WaterfallLayout {
  private static final double SET_UP_HEIGHT = 0.30;
  private static final double MAIN_HEIGHT = 0.54;
  private static final double STALL_HEIGHT = 0.66;
  private static final double EXTENT_HEIGHT = 0.12;
  private static final double SHARED_HEIGHT = 0.38;
  private static final double MIN_WIDTH = 2;
  private static final double RADIUS = 2;

  /** Narrower bars show no progress. */
  private static final double PROGRESS_WIDTH = 12;

  private static final double PROGRESS_WASH = 0.4;

  private final TimeScale scale;
  private final TextMeter meter;
  private final Function<LostTime, String> words;
  private final Function<Exchange, Optional<Download>> downloads;

  /**
   * A layout for rows on one scale.
   *
   * @param words what lost time is called
   * @param downloads how the answer of an exchange arrived, where that is known
   */
  public WaterfallLayout(
      TimeScale scale,
      TextMeter meter,
      Function<LostTime, String> words,
      Function<Exchange, Optional<Download>> downloads) {
    this.scale = scale;
    this.meter = meter;
    this.words = words;
    this.downloads = downloads;
  }

  /**
   * The marks of one row.
   *
   * @param lost what this exchange lost, by start
   * @param top y of the row's upper edge
   * @param height of the row
   */
  public List<Mark> row(Exchange exchange, List<LostTime> lost, double top, double height) {
    List<Mark> marks = new ArrayList<>();
    double middle = top + height / 2;
    for (PhaseTimings.Timing timing : exchange.phases().timings()) {
      if (timing.phase() != Phase.RECEIVE || !progress(exchange, timing, middle, height, marks)) {
        phase(timing, middle, height, marks);
      }
    }
    if (exchange.phases().timings().isEmpty()) {
      bar(scale.x(exchange.span().startNanos()), 0, middle, height * MAIN_HEIGHT, Tone.WAIT, marks);
    }
    List<LostTime> seen = StallDrawing.joined(lost, scale);
    for (LostTime stall : seen) {
      stall(stall, middle, height, marks);
    }
    labels(exchange, seen, middle, marks);
    return marks;
  }

  /** The phases alone, where there is no exchange yet, or none of a capture. */
  public List<Mark> phases(PhaseTimings phases, double top, double height) {
    List<Mark> marks = new ArrayList<>();
    for (PhaseTimings.Timing timing : phases.timings()) {
      phase(timing, top + height / 2, height, marks);
    }
    return marks;
  }

  /** The extent of a group of rows, thin and quiet. */
  public List<Mark> extent(TimeSpan span, double middle, double height) {
    List<Mark> marks = new ArrayList<>();
    double x = scale.x(span.startNanos());
    double width = scale.width(span.durationNanos());
    bar(x, width, middle, height * EXTENT_HEIGHT, Tone.FAINT, marks);
    return marks;
  }

  /**
   * The bar of a connection behind its exchanges: what they did together, in thinner bars than
   * theirs, over the extent of the connection.
   */
  public List<Mark> connection(
      SharedTimeline timeline, TimeSpan span, double middle, double height) {
    List<Mark> marks = new ArrayList<>(extent(span, middle, height));
    PixelColumns columns = new PixelColumns(scale.left(), scale.right());
    for (SharedTimeline.Piece piece : timeline.pieces()) {
      paint(columns, piece.span(), 1 + piece.phase().ordinal());
    }
    columns.bars(
        (x, width, level) -> {
          Tone tone = Tone.of(Phase.values()[level - 1]);
          double bar = height * SHARED_HEIGHT;
          marks.add(new Mark.Bar(x, middle - bar / 2, width, bar, tone, 0, 1));
        });
    columns.clear();
    timeline.pieces().stream()
        .filter(SharedTimeline.Piece::isStalled)
        .forEach(piece -> paint(columns, piece.span(), 1));
    columns.bars(
        (x, width, _) -> {
          double stall = height * STALL_HEIGHT;
          marks.addAll(StallDrawing.interval(x, middle - stall / 2, width, stall));
        });
    return marks;
  }

  private void paint(PixelColumns columns, TimeSpan span, int level) {
    if (scale.x(span.endNanos()) >= scale.left()) {
      columns.paint(scale.x(span.startNanos()), scale.x(span.endNanos()), MIN_WIDTH, level);
    }
  }

  private void phase(PhaseTimings.Timing timing, double middle, double row, List<Mark> marks) {
    double height = row * (isMain(timing.phase()) ? MAIN_HEIGHT : SET_UP_HEIGHT);
    bar(
        scale.x(timing.span().startNanos()),
        scale.width(timing.span().durationNanos()),
        middle,
        height,
        Tone.of(timing.phase()),
        marks);
  }

  /** What had arrived when, as a shape that fills a paler bar; whether there is anything to see. */
  private boolean progress(
      Exchange exchange, PhaseTimings.Timing timing, double middle, double row, List<Mark> marks) {
    double from = visible(timing.span().startNanos());
    double to = visible(timing.span().endNanos());
    Optional<Download> download = downloads.apply(exchange);
    if (download.isEmpty() || to - from < PROGRESS_WIDTH) {
      return false;
    }
    double height = row * MAIN_HEIGHT;
    double top = middle - height / 2;
    marks.add(new Mark.Bar(from, top, to - from, height, Tone.RECEIVE, RADIUS, PROGRESS_WASH));
    ProgressShape shape = new ProgressShape(download.get(), timing.span().startNanos(), scale);
    marks.add(new Mark.Area(shape.outline(from, to, top, height), Tone.RECEIVE, 1));
    return true;
  }

  private void bar(
      double x, double width, double middle, double height, Tone tone, List<Mark> marks) {
    if (x <= scale.right() && x + Math.max(width, MIN_WIDTH) >= scale.left()) {
      // at the axis' very end, too, a bar is as wide as the narrowest
      double from = Math.clamp(x, scale.left(), scale.right() - MIN_WIDTH);
      double to = Math.clamp(x + width, from + MIN_WIDTH, scale.right());
      marks.add(new Mark.Bar(from, middle - height / 2, to - from, height, tone, RADIUS, 1));
    }
  }

  private static boolean isMain(Phase phase) {
    return switch (phase) {
      case WAIT, RECEIVE -> true;
      case BLOCKED, DNS, CONNECT, TLS, SEND -> false;
    };
  }

  private void stall(LostTime stall, double middle, double row, List<Mark> marks) {
    double from = visible(stall.startNanos());
    double to = visible(stall.endNanos());
    if (scale.span().startNanos() < stall.endNanos()
        && stall.startNanos() < scale.span().endNanos()) {
      double height = row * STALL_HEIGHT;
      double top = middle - height / 2;
      double width = Math.max(MIN_WIDTH, to - from);
      marks.addAll(StallDrawing.overBar(from, top, width, height));
    }
  }

  /**
   * How many pixels the axis lacks at its end for what is said of an exchange's lost time: for the
   * fullest wording that needs no more than {@code most}; 0 where there is a place.
   */
  double lacking(Exchange exchange, List<LostTime> lost, double most) {
    Optional<LostTime> named = named(StallDrawing.joined(lost, scale));
    if (named.isEmpty()) {
      return 0;
    }
    LostTime longest = named.get();
    StallDrawing.Row row = labelRow(exchange, longest, 0);
    double from = visible(longest.startNanos());
    double to = visible(longest.endNanos());
    return wordings(longest).stream()
        .mapToDouble(text -> StallDrawing.lacking(text, from, to, row, meter))
        .filter(lacking -> lacking <= most)
        .findFirst()
        .orElse(0);
  }

  /** How well an exchange's lost time is named: 2 in full, 1 in fewer words, 0 not at all. */
  int said(Exchange exchange, List<LostTime> lost) {
    List<Mark> words = new ArrayList<>();
    labels(exchange, StallDrawing.joined(lost, scale), 0, words);
    if (words.isEmpty()) {
      return 0;
    }
    return lacking(exchange, lost, Double.MAX_VALUE) > 0 ? 1 : 2;
  }

  /** How many pixels the fullest words for a lost time take behind a bar. */
  double roomBehind(LostTime lost) {
    return StallDrawing.roomBehind(words.apply(lost), meter);
  }

  /** The x where an exchange is over, with all that it lost. */
  double end(Exchange exchange, List<LostTime> lost) {
    return visible(
        lost.stream().mapToLong(LostTime::endNanos).reduce(exchange.span().endNanos(), Math::max));
  }

  private void labels(Exchange exchange, List<LostTime> stalls, double middle, List<Mark> marks) {
    named(stalls).ifPresent(longest -> label(exchange, longest, middle, marks));
  }

  /** Only the longest stall is named, since labels of neighbours would cover each other. */
  private Optional<LostTime> named(List<LostTime> stalls) {
    return stalls.stream()
        .filter(stall -> scale.span().overlaps(stall.span()))
        .max(Comparator.comparingLong(LostTime::durationNanos));
  }

  private void label(Exchange exchange, LostTime longest, double middle, List<Mark> marks) {
    double from = visible(longest.startNanos());
    double to = visible(longest.endNanos());
    StallDrawing.Row row = labelRow(exchange, longest, middle);
    marks.addAll(StallDrawing.label(wordings(longest), from, to, row, meter));
  }

  private StallDrawing.Row labelRow(Exchange exchange, LostTime longest, double middle) {
    double begin = visible(Math.min(exchange.span().startNanos(), longest.startNanos()));
    double end = visible(Math.max(exchange.span().endNanos(), longest.endNanos()));
    return new StallDrawing.Row(scale.left(), begin, end, scale.right(), middle);
  }

  /** The cause, or how long it took; nothing where lost time has no words. */
  private List<String> wordings(LostTime stall) {
    String text = words.apply(stall);
    if (text.isEmpty()) {
      return List.of();
    }
    return stall.lostNanos() > 0
        ? List.of(text, DurationText.of(stall.lostNanos()))
        : List.of(text);
  }

  private double visible(long nanos) {
    return Math.clamp(scale.x(nanos), scale.left(), scale.right());
  }
}
