package dev.stallscope.ui.resolution;

import dev.stallscope.chart.Ladder;
import dev.stallscope.chart.LadderLayout;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.report.Labels;
import dev.stallscope.report.Printable;
import dev.stallscope.report.SizeText;
import dev.stallscope.report.StallText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.ChartCanvas;
import dev.stallscope.ui.control.RememberedWidths;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import org.jspecify.annotations.Nullable;

/** One ladder, at least as tall as its words need. */
final class LadderView {
  private static final double SCROLL_BAR = 14;

  private final Appearance appearance;
  private final ChartCanvas canvas;
  private final ScrollPane root;
  private RememberedWidths widths = RememberedWidths.ofScale(1);
  private @Nullable Ladder ladder;

  LadderView(Appearance appearance) {
    this.appearance = appearance;
    canvas = new ChartCanvas(appearance, this::marks);
    canvas.setId("ladder");
    canvas.setFocusTraversable(true);
    root = new ScrollPane(canvas);
    root.setFitToWidth(true);
    root.setFitToHeight(true);
    root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    appearance.scaleProperty().addListener((_, _, _) -> size());
    root.widthProperty().addListener((_, _, _) -> size());
  }

  Node node() {
    return root;
  }

  void show(@Nullable Ladder next) {
    ladder = next;
    size();
    canvas.setAccessibleText(next == null ? "" : spoken(next));
    canvas.redraw();
    root.setVvalue(0);
  }

  /** As high as all words need, where what is around it is lower. */
  private void size() {
    Ladder now = ladder;
    widths = widths.at(appearance.scaleProperty().get());
    canvas.setMinHeight(
        now == null ? 0 : layout(now, widths).wholeHeight(root.getWidth() - SCROLL_BAR));
  }

  private List<Mark> marks(double width, double height, TextMeter meter) {
    Ladder now = ladder;
    return now == null ? List.of() : layout(now, meter).marks(0, 0, width, height);
  }

  private LadderLayout layout(Ladder shown, TextMeter meter) {
    return new LadderLayout(shown, meter, StallText::of, SizeText::of)
        .scaled(appearance.scaleProperty().get());
  }

  private static String spoken(Ladder ladder) {
    return IntStream.range(0, ladder.waits().size())
        .mapToObj(at -> spoken(ladder, at))
        .collect(Collectors.joining(" "));
  }

  private static String spoken(Ladder ladder, int at) {
    Ladder.Wait wait = ladder.waits().get(at);
    String next =
        at < ladder.rungs().size()
            ? Printable.of(Labels.REDACTED.text(ladder.rungs().get(at).title()))
            : Texts.of("ladder.in-vain");
    return Texts.of(
        "ladder.spoken", DurationText.of(wait.durationNanos()), StallText.of(wait.cause()), next);
  }
}
