package dev.stallscope.ui.probe;

import dev.stallscope.probe.RecordingOutcome;
import dev.stallscope.probe.proof.PhaseProof;
import dev.stallscope.report.ProofText;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Each phase of the selected request as the probe measured it beside what its packets say; a click
 * on a packet shows it in the panes. Where nothing could be recorded, why, and what would help.
 */
final class ProofView {
  private final RunsViewModel model;
  private final Label title = new Label();
  private final Button show = new Button(Texts.of("probe.packets.show"));
  private final GridPane grid = new GridPane();
  private final Label words = new Label();
  private final VBox said;
  private final HBox head;
  private final VBox root;

  ProofView(RunsViewModel model) {
    this.model = model;
    title.setId("probe-packets-title");
    title.getStyleClass().addAll("dim", "secondary");
    title.setMinWidth(0);
    show.setId("probe-show-packets");
    show.getStyleClass().add("small-button");
    show.setMinWidth(Region.USE_PREF_SIZE);
    show.setOnAction(_ -> model.showPackets());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    head = new HBox(8, title, space, show);
    head.getStyleClass().add("probe-packets-head");
    grid.setId("probe-packets");
    grid.getStyleClass().add("facts");
    grid.getColumnConstraints().addAll(names(), times(), times(), packets());
    words.setId("probe-packets-problem");
    words.setWrapText(true);
    words.getStyleClass().addAll("secondary", "probe-packets-words");
    said = new VBox(grid, words);
    ScrollPane scroll = new ScrollPane(said);
    scroll.setFitToWidth(true);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root = new VBox(head, scroll);
  }

  /** Of all that is said in so much width, in pixels. */
  double neededHeight(double width) {
    return head.prefHeight(width) + said.prefHeight(width);
  }

  Node node() {
    return root;
  }

  /** Shows what is known now. */
  void show() {
    Optional<RecordingOutcome> outcome =
        model.packetsProperty().get().map(ProbeEntry.Packets::outcome);
    List<PhaseProof> phases = model.proof().phases();
    grid.getChildren().clear();
    show.setVisible(outcome.filter(RecordingOutcome.Recorded.class::isInstance).isPresent());
    words.getStyleClass().remove("live-problem");
    if (outcome.filter(RecordingOutcome.Unrecorded.class::isInstance).isPresent()) {
      words.getStyleClass().add("live-problem");
    }
    setWords(outcome.map(known -> words(known, phases)).orElse(Texts.of("probe.packets.reading")));
    title.setText(outcome.map(ProofView::title).orElse(""));
    if (!phases.isEmpty()) {
      heading();
      phases.forEach(this::add);
    }
  }

  private void setWords(String text) {
    words.setText(text);
    words.setVisible(!text.isEmpty());
    words.setManaged(!text.isEmpty());
    grid.setManaged(text.isEmpty());
  }

  private static String title(RecordingOutcome outcome) {
    return switch (outcome) {
      case RecordingOutcome.Recorded recorded ->
          Texts.of("probe.packets.count", recorded.packets());
      case RecordingOutcome.Unrecorded _ -> Texts.of("probe.packets.none");
    };
  }

  private static String words(RecordingOutcome outcome, List<PhaseProof> phases) {
    return switch (outcome) {
      case RecordingOutcome.Recorded _ ->
          phases.isEmpty() ? Texts.of("probe.packets.not-of-this") : "";
      case RecordingOutcome.Unrecorded(String why) -> why;
    };
  }

  private void heading() {
    grid.addRow(0, dim(""), dim("probe"), dim("wire"), dim("packets"));
  }

  private static Label dim(String id) {
    Label label = new Label(id.isEmpty() ? "" : Texts.of("probe.packets.column." + id));
    label.getStyleClass().addAll("dim", "secondary");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private void add(PhaseProof phase) {
    int row = grid.getRowCount();
    Label name = new Label(Texts.of("phase." + phase.phase().id()));
    name.getStyleClass().addAll("dim", "secondary");
    grid.addRow(
        row,
        name,
        time(DurationText.of(phase.measuredNanos())),
        time(ProofText.onTheWire(phase)),
        links(phase.packets()));
  }

  private static Label time(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("secondary");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private FlowPane links(List<Integer> packets) {
    FlowPane links = new FlowPane(4, 0);
    for (int packet : packets) {
      String number = Integer.toString(packet + 1);
      Hyperlink link = new Hyperlink(number);
      link.setId("probe-packet-" + number);
      link.setAccessibleText(Texts.of("finding.packet-link", number));
      link.getStyleClass().add("secondary");
      link.setOnAction(_ -> model.showPacket(packet));
      links.getChildren().add(link);
    }
    return links;
  }

  private static ColumnConstraints names() {
    ColumnConstraints column = new ColumnConstraints();
    column.setMinWidth(Region.USE_PREF_SIZE);
    return column;
  }

  private static ColumnConstraints times() {
    ColumnConstraints column = names();
    column.setHalignment(HPos.RIGHT);
    return column;
  }

  private static ColumnConstraints packets() {
    ColumnConstraints column = new ColumnConstraints();
    column.setHgrow(Priority.ALWAYS);
    column.setMinWidth(0);
    return column;
  }
}
