package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.Tone;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.measure.Download;
import dev.stallscope.report.StallText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.PhaseLegend;
import dev.stallscope.ui.text.Texts;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What is shown over a row after a moment: the exact table of its phases and stalls. */
final class HoverCard {
  /** Of a row with more there is the finding. */
  private static final int MOST_STALLS = 6;

  private static final double MAX_WIDTH = 460;

  private final WaterfallViewModel model;
  private final RowTexts texts;

  HoverCard(WaterfallViewModel model, RowTexts texts) {
    this.model = model;
    this.texts = texts;
  }

  /** Makes the card of a row; empty where there is no more to say than the row says itself. */
  Optional<Supplier<Node>> of(int row) {
    int id = row < model.rows().size() ? model.rows().exchange(row) : -1;
    return id < 0 ? Optional.empty() : Optional.of(() -> card(id));
  }

  private Node card(int id) {
    Exchange exchange = model.table().exchange(id);
    Label title = label(model.table().label(id), "strong");
    title.setWrapText(true);
    title.setMaxWidth(MAX_WIDTH);
    VBox card = new VBox(6, title, label(subtitle(id, exchange), "dim"), phases(id, exchange));
    String priority = model.table().priority(id);
    if (!priority.isEmpty()) {
      card.getChildren().add(label(Texts.of("waterfall.card.priority", priority), "dim"));
    }
    if (exchange.response().isEmpty() && exchange.request().isPresent()) {
      card.getChildren().add(label(Texts.of("waterfall.card.unanswered"), "severity-major"));
    }
    if (exchange.confidence() < 1) {
      card.getChildren().add(label(Texts.of("waterfall.card.inferred"), "dim"));
    }
    return card;
  }

  private String subtitle(int id, Exchange exchange) {
    String protocol = exchange.protocol().title();
    String host = model.table().host(id);
    return exchange.connection() < 0
        ? Texts.of("waterfall.card.datagrams", host, protocol)
        : Texts.of(
            "waterfall.card.connection", host, protocol, Integer.toString(exchange.connection()));
  }

  private GridPane phases(int id, Exchange exchange) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("phase-table");
    grid.getColumnConstraints().addAll(new ColumnConstraints(), words(), number(), number());
    grid.addRow(
        0,
        new Region(),
        label(Texts.of("waterfall.card.phase"), "dim"),
        label(Texts.of("waterfall.card.from"), "dim"),
        label(Texts.of("waterfall.card.lasts"), "dim"));
    for (PhaseTimings.Timing timing : exchange.phases().timings()) {
      grid.addRow(
          grid.getRowCount(),
          PhaseLegend.swatch(Tone.of(timing.phase())),
          label(Texts.of("phase." + timing.phase().id()), "prose"),
          label(texts.time(timing.span().startNanos()), "dim"),
          label(DurationText.of(timing.span().durationNanos()), "prose"));
    }
    grid.addRow(
        grid.getRowCount(),
        new Region(),
        label(Texts.of("waterfall.card.total"), "strong"),
        label(texts.time(exchange.span().startNanos()), "dim"),
        label(DurationText.of(exchange.durationNanos()), "strong"));
    model.table().download(id).ifPresent(download -> add(download, exchange, grid));
    model.table().lost(id).stream().limit(MOST_STALLS).forEach(stall -> add(stall, grid));
    return grid;
  }

  /** When half of the answer was there, counted from where it began. */
  private void add(Download download, Exchange exchange, GridPane grid) {
    long half = download.arrivedNanos(Download.PARTS / 2);
    exchange
        .phases()
        .span(Phase.RECEIVE)
        .ifPresent(
            receive ->
                grid.addRow(
                    grid.getRowCount(),
                    new Region(),
                    label(Texts.of("waterfall.card.half"), "dim"),
                    label(texts.time(half), "dim"),
                    label(DurationText.of(Math.max(0, half - receive.startNanos())), "dim")));
  }

  private void add(LostTime stall, GridPane grid) {
    grid.addRow(
        grid.getRowCount(),
        PhaseLegend.swatch(Tone.STALL),
        label(StallText.ofRule(stall.rule()), "lost"),
        label(texts.time(stall.startNanos()), "dim"),
        label(DurationText.of(stall.durationNanos()), "lost"));
  }

  private static ColumnConstraints words() {
    ColumnConstraints column = new ColumnConstraints();
    column.setMinWidth(150);
    return column;
  }

  private static ColumnConstraints number() {
    ColumnConstraints column = new ColumnConstraints();
    column.setHalignment(HPos.RIGHT);
    column.setMinWidth(64);
    return column;
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.getStyleClass().addAll(style, "secondary");
    return label;
  }
}
