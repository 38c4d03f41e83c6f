package dev.stallscope.chart;

import dev.stallscope.analysis.detail.CaptureProfile;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The strip of a whole capture: throughput as a shape, lost time as a bar under it, and the brushed
 * range with everything else dimmed.
 */
public final class StripLayout {
  private static final double STALL_HEIGHT = 6;
  private static final double TOP_MARGIN = 6;
  private static final double SHAPE_OPACITY = 0.55;
  private static final double DIMMED = 0.65;
  private static final int STALL_STEPS = 3;
  private static final double EDGE_WIDTH = 2;

  private StripLayout() {}

  /**
   * The marks.
   *
   * @param scale over the profile's span
   * @param height of the strip, its top at 0
   * @param range what is brushed, or null
   */
  public static List<Mark> marks(
      CaptureProfile profile, TimeScale scale, double height, @Nullable TimeSpan range) {
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Area(shape(profile, scale, height - STALL_HEIGHT), Tone.RECEIVE, SHAPE_OPACITY));
    stalls(profile, scale, height, marks);
    if (range != null) {
      brush(scale, height, range, marks);
    }
    return marks;
  }

  /** Steps rather than slopes, since a bucket's bytes are spread over all of it. */
  private static Points shape(CaptureProfile profile, TimeScale scale, double bottom) {
    int buckets = profile.buckets();
    double[] xs = new double[2 * buckets + 2];
    double[] ys = new double[xs.length];
    double perByte = (bottom - TOP_MARGIN) / Math.max(1, profile.maxWireBytes());
    xs[0] = scale.x(profile.startNanos(0));
    ys[0] = bottom;
    for (int bucket = 0; bucket < buckets; bucket++) {
      double y = bottom - profile.wireBytes(bucket) * perByte;
      xs[2 * bucket + 1] = scale.x(profile.startNanos(bucket));
      xs[2 * bucket + 2] = scale.x(profile.startNanos(bucket + 1));
      ys[2 * bucket + 1] = y;
      ys[2 * bucket + 2] = y;
    }
    xs[xs.length - 1] = scale.x(profile.startNanos(buckets));
    ys[xs.length - 1] = bottom;
    return Points.of(xs, ys);
  }

  private static void stalls(
      CaptureProfile profile, TimeScale scale, double height, List<Mark> marks) {
    int start = 0;
    while (start < profile.buckets()) {
      double opacity = opacity(profile.stallIntensity(start));
      int end = start + 1;
      while (end < profile.buckets() && opacity(profile.stallIntensity(end)) == opacity) {
        end++;
      }
      if (opacity > 0) {
        double from = scale.x(profile.startNanos(start));
        double to = scale.x(profile.startNanos(end));
        marks.add(
            new Mark.Bar(
                from, height - STALL_HEIGHT, to - from, STALL_HEIGHT, Tone.STALL, 0, opacity));
      }
      start = end;
    }
  }

  /** In few steps, so that neighbours are one bar without seams. */
  private static double opacity(double intensity) {
    return Math.min(1, Math.ceil(intensity * STALL_STEPS) / STALL_STEPS);
  }

  private static void brush(TimeScale scale, double height, TimeSpan range, List<Mark> marks) {
    double from = Math.clamp(scale.x(range.startNanos()), scale.left(), scale.right());
    double to = Math.clamp(scale.x(range.endNanos()), scale.left(), scale.right());
    marks.add(
        new Mark.Bar(scale.left(), 0, from - scale.left(), height, Tone.BACKGROUND, 0, DIMMED));
    marks.add(new Mark.Bar(to, 0, scale.right() - to, height, Tone.BACKGROUND, 0, DIMMED));
    marks.add(new Mark.Line(from, 0, from, height, Tone.ACCENT, EDGE_WIDTH, false));
    marks.add(new Mark.Line(to, 0, to, height, Tone.ACCENT, EDGE_WIDTH, false));
  }
}
