package dev.stallscope.chart;

import java.util.List;

/**
 * How the columns of a waterfall share its width. A narrow one does without size, then without
 * start. For columns that were added those of words become narrower first, the label among them,
 * then size and start give way, so that the bars keep their room; the last ones that have none even
 * then are left out.
 *
 * @param label its width, logical pixels at the designed size of text, as all
 * @param extras widths of the columns that were added, as many as have room
 */
record WaterfallRoom(boolean hasStart, boolean hasSize, double label, List<Double> extras) {
  private static final double LABEL_SHARE = 0.22;
  private static final double LABEL_MIN = 110;
  private static final double LABEL_MAX = 420;

  /** Without these columns below these widths. */
  private static final double WITH_SIZE = 700;

  private static final double WITH_START = 600;

  /** What is left to the bars beside columns that were added. */
  private static final double BARS = 200;

  static WaterfallRoom of(double width, List<WaterfallColumns.Extra> extras) {
    boolean hasStart = width >= WITH_START;
    boolean hasSize = width >= WITH_SIZE;
    double label = Math.clamp(width * LABEL_SHARE, LABEL_MIN, LABEL_MAX);
    for (int count = extras.size(); count > 0; count--) {
      List<WaterfallColumns.Extra> first = extras.subList(0, count);
      double least = first.stream().mapToDouble(WaterfallColumns.Extra::least).sum();
      for (int without = 0; without <= 2; without++) {
        boolean keepsSize = hasSize && without < 1;
        boolean keepsStart = hasStart && without < 2;
        double spare = width - taken(keepsStart, keepsSize) - LABEL_MIN - least;
        if (spare >= 0) {
          return shared(spare, keepsStart, keepsSize, label, first);
        }
      }
    }
    return new WaterfallRoom(hasStart, hasSize, label, List.of());
  }

  /** All that is not of words, and the bars. */
  private static double taken(boolean hasStart, boolean hasSize) {
    return WaterfallColumns.GUTTER
        + (hasStart ? WaterfallColumns.START + WaterfallColumns.GAP : 0)
        + WaterfallColumns.STATUS
        + (hasSize ? WaterfallColumns.SIZE : 0)
        + WaterfallColumns.DURATION
        + WaterfallColumns.GUTTER
        + BARS
        + WaterfallColumns.GUTTER;
  }

  /** What is left over the least goes to all that want more, in proportion. */
  private static WaterfallRoom shared(
      double spare,
      boolean hasStart,
      boolean hasSize,
      double label,
      List<WaterfallColumns.Extra> extras) {
    double more = extras.stream().mapToDouble(extra -> extra.width() - extra.least()).sum();
    double wanted = label - LABEL_MIN + more;
    double part = wanted <= 0 ? 1 : Math.min(1, spare / wanted);
    List<Double> widths =
        extras.stream()
            .map(extra -> extra.least() + part * (extra.width() - extra.least()))
            .toList();
    return new WaterfallRoom(hasStart, hasSize, LABEL_MIN + part * (label - LABEL_MIN), widths);
  }
}
