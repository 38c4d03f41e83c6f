package dev.stallscope.ui.control.detail;

import dev.stallscope.report.Printable;
import dev.stallscope.ui.control.Fact;
import dev.stallscope.ui.control.SeverityIcon;
import javafx.beans.binding.Bindings;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Draws one section. */
final class SectionView {
  private final VBox box = new VBox();

  SectionView(Section section) {
    box.getStyleClass().add("detail-section");
    if (!(section instanceof Section.Pairs)) {
      box.getChildren().add(heading(section.title()));
    }
    box.getChildren()
        .add(
            switch (section) {
              case Section.Facts facts -> facts(facts);
              case Section.Pairs pairs -> pairs(pairs);
              case Section.Shares shares -> shares(shares);
              case Section.Links links -> links(links);
            });
  }

  VBox node() {
    return box;
  }

  private static Region facts(Section.Facts section) {
    GridPane grid = grid();
    for (Fact fact : section.facts()) {
      grid.addRow(grid.getRowCount(), name(fact.name()), value(fact.value(), fact.isLost()));
    }
    return grid;
  }

  private static Region pairs(Section.Pairs section) {
    GridPane grid = grid();
    grid.addRow(
        0, heading(section.title()), right(name(section.first())), right(name(section.second())));
    for (Section.Pair pair : section.pairs()) {
      grid.addRow(
          grid.getRowCount(),
          name(pair.name()),
          right(whole(pair.first(), pair.isLost())),
          right(whole(pair.second(), pair.isLost())));
    }
    ColumnConstraints last = new ColumnConstraints();
    last.setHgrow(Priority.ALWAYS);
    grid.getColumnConstraints().add(last);
    return grid;
  }

  private static Region shares(Section.Shares section) {
    HBox bar = new HBox();
    bar.getStyleClass().add("share-bar");
    double whole = section.shares().stream().mapToDouble(Section.Share::weight).sum();
    GridPane names = grid();
    for (Section.Share share : section.shares()) {
      Region part = new Region();
      part.getStyleClass().add("share");
      part.setStyle("-fx-background-color: " + share.tone().cssName());
      part.prefWidthProperty().bind(Bindings.multiply(bar.widthProperty(), share.weight() / whole));
      bar.getChildren().add(part);
      Region swatch = new Region();
      swatch.getStyleClass().add("swatch");
      swatch.setStyle("-fx-background-color: " + share.tone().cssName());
      Label name = new Label(Printable.of(share.name()), swatch);
      name.getStyleClass().addAll("dim", "secondary");
      name.setMinWidth(0);
      names.addRow(names.getRowCount(), name, right(value(share.value(), false)));
    }
    VBox both = new VBox(bar, names);
    both.getStyleClass().add("detail-shares");
    return both;
  }

  private static Region links(Section.Links section) {
    VBox lines = new VBox();
    lines.getStyleClass().add("detail-links");
    for (Section.Link one : section.links()) {
      Hyperlink link = new Hyperlink(Printable.of(one.text()));
      link.setMinWidth(0);
      link.setWrapText(true);
      link.setOnAction(_ -> one.go().run());
      one.severity().ifPresent(severity -> link.setGraphic(SeverityIcon.of(severity)));
      Region space = new Region();
      HBox.setHgrow(space, Priority.ALWAYS);
      Label note = new Label(Printable.of(one.note()));
      note.getStyleClass().addAll("dim", "secondary");
      note.setMinWidth(Region.USE_PREF_SIZE);
      HBox line = new HBox(link, space, note);
      line.getStyleClass().add("detail-link");
      line.setAlignment(Pos.BASELINE_LEFT);
      lines.getChildren().add(line);
    }
    if (!section.more().isEmpty()) {
      lines.getChildren().add(name(section.more()));
    }
    return lines;
  }

  private static GridPane grid() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("detail-grid");
    ColumnConstraints names = new ColumnConstraints();
    names.setMinWidth(Region.USE_PREF_SIZE);
    ColumnConstraints values = new ColumnConstraints();
    values.setHgrow(Priority.ALWAYS);
    values.setMinWidth(0);
    grid.getColumnConstraints().addAll(names, values);
    return grid;
  }

  private static Label name(String text) {
    Label name = new Label(text);
    name.getStyleClass().addAll("dim", "secondary");
    name.setMinWidth(Region.USE_PREF_SIZE);
    GridPane.setValignment(name, VPos.TOP);
    return name;
  }

  private static Label value(String text, boolean isLost) {
    Label value = new Label(Printable.of(text));
    value.setWrapText(true);
    value.getStyleClass().add("secondary");
    GridPane.setValignment(value, VPos.TOP);
    if (isLost) {
      value.getStyleClass().addAll("lost", "strong");
    }
    return value;
  }

  /** A short value that is never broken; that there is none is nothing lost. */
  private static Label whole(String text, boolean isLost) {
    boolean isAny = text.codePoints().anyMatch(Character::isDigit);
    Label value = value(text, isLost && isAny);
    value.setWrapText(false);
    value.setMinWidth(Region.USE_PREF_SIZE);
    return value;
  }

  private static Label heading(String text) {
    Label title = new Label(text);
    title.getStyleClass().add("section-heading");
    return title;
  }

  private static Label right(Label label) {
    GridPane.setHalignment(label, HPos.RIGHT);
    return label;
  }
}
