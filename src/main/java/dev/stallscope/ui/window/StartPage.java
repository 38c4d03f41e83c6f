package dev.stallscope.ui.window;

import dev.stallscope.capture.FileNames;
import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.DoubleBinding;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/** What is shown while nothing is open: how to open something. */
final class StartPage {
  private static final double CARD_WIDTH = 290;
  private static final int CARD_COLUMNS = 3;
  private static final double GAP = 14;

  /** Padding of the page at both sides. */
  private static final double PAGE_INSETS = 28;

  /** Padding and border of a card, at both sides. */
  private static final double CARD_INSETS = 26;

  private final Workspace workspace;
  private final Button open = new Button(Texts.of("action.open"));
  private final VBox recent = new VBox();
  private final ScrollPane root;

  /**
   * The page.
   *
   * @param action opens a capture
   * @param sources other ways to something that can be looked at; a card each
   */
  StartPage(Workspace workspace, Action action, List<Action> sources, List<Sample> samples) {
    this.workspace = workspace;
    VBox page = new VBox(invitation(action), sources(sources), recent);
    page.getStyleClass().add("start-page");
    double between = (CARD_COLUMNS - 1) * GAP + PAGE_INSETS;
    page.maxWidthProperty().bind(scaled(CARD_COLUMNS * CARD_WIDTH).add(between));
    recent.getStyleClass().add("start-section");
    if (!samples.isEmpty()) {
      page.getChildren().add(cards(samples));
    }
    VBox centred = new VBox(page);
    centred.setAlignment(Pos.CENTER);
    root = new ScrollPane(centred);
    root.setFitToWidth(true);
    root.setFitToHeight(true);
    root.setId("start-page");
    workspace.recent().files().addListener((ListChangeListener<Path>) _ -> showRecent());
    showRecent();
  }

  Node node() {
    return root;
  }

  void focus() {
    open.requestFocus();
  }

  private Node invitation(Action action) {
    Label title = sentence("start.title", "start-title");
    Label drop = sentence("start.drop", "dim");
    open.setId("start-open");
    open.setDefaultButton(true);
    open.setOnAction(_ -> action.run().run());
    Label formats = sentence("start.formats", "dim");
    VBox box = new VBox(title, drop, open, formats);
    box.getStyleClass().add("drop-zone");
    return box;
  }

  private static Label sentence(String key, String style) {
    Label sentence = new Label(Texts.of(key));
    sentence.setWrapText(true);
    sentence.setTextAlignment(TextAlignment.CENTER);
    sentence.setMinHeight(Region.USE_PREF_SIZE);
    sentence.getStyleClass().add(style);
    return sentence;
  }

  private void showRecent() {
    recent.getChildren().clear();
    List<Path> files = workspace.recent().files();
    recent.setVisible(!files.isEmpty());
    recent.setManaged(!files.isEmpty());
    recent.getChildren().add(heading("start.recent"));
    List<String> names = FileNames.of(files);
    for (int i = 0; i < files.size(); i++) {
      Path file = files.get(i);
      Hyperlink link = new Hyperlink(names.get(i));
      link.setTooltip(new Tooltip(file.toString()));
      link.setAccessibleText(Texts.of("start.open-recent", file));
      link.setOnAction(_ -> workspace.take(List.of(file)));
      recent.getChildren().add(link);
    }
  }

  private Node cards(List<Sample> samples) {
    VBox section =
        new VBox(heading("start.samples"), tiles(samples.stream().map(this::card).toList()));
    section.getStyleClass().add("start-section");
    return section;
  }

  /** As many beside each other as the width has room for, all as high as the highest. */
  private static TilePane tiles(List<Button> cards) {
    TilePane tiles = new TilePane(GAP, GAP);
    tiles.setPrefColumns(CARD_COLUMNS);
    tiles.setTileAlignment(Pos.TOP_LEFT);
    tiles.getChildren().setAll(cards);
    return tiles;
  }

  private Node sources(List<Action> sources) {
    List<Button> cards = new ArrayList<>();
    for (Action source : sources) {
      Button card = card(source.title(), Texts.of("start.source." + source.id()));
      card.setId("start-" + source.id());
      card.setOnAction(_ -> source.run().run());
      cards.add(card);
    }
    VBox section = new VBox(heading("start.sources"), tiles(cards));
    section.getStyleClass().add("start-section");
    return section;
  }

  private Button card(Sample sample) {
    Button card = card(sample.title(), sample.line());
    card.setId("sample-" + sample.id());
    card.setOnAction(_ -> workspace.open(List.of(sample.capture())));
    return card;
  }

  private Button card(String name, String sentence) {
    Label title = line(name, "strong");
    Label line = line(sentence, "dim", "secondary");
    Button card = new Button();
    card.setGraphic(new VBox(4, title, line));
    card.minWidthProperty().bind(scaled(CARD_WIDTH));
    card.maxWidthProperty().bind(scaled(CARD_WIDTH));
    card.setMinHeight(Region.USE_PREF_SIZE);
    card.setMaxHeight(Double.MAX_VALUE);
    card.setAlignment(Pos.TOP_LEFT);
    card.getStyleClass().add("card-button");
    card.setAccessibleText(name + ". " + sentence);
    return card;
  }

  private Label line(String text, String... styles) {
    Label line = new Label(text);
    line.setWrapText(true);
    // or the height would be that of a column one word wide, and a low window would cut the lines
    line.minWidthProperty().bind(scaled(CARD_WIDTH).subtract(CARD_INSETS));
    line.maxWidthProperty().bind(line.minWidthProperty());
    line.setMinHeight(Region.USE_PREF_SIZE);
    line.getStyleClass().addAll(styles);
    return line;
  }

  /** So many pixels at the designed size of text, and more where it is larger. */
  private DoubleBinding scaled(double pixels) {
    return workspace.appearance().scaleProperty().multiply(pixels);
  }

  private static Label heading(String key) {
    Label heading = new Label(Texts.of(key));
    heading.getStyleClass().add("section-heading");
    return heading;
  }
}
