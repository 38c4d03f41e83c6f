package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.ui.control.FxTextMeter;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Appearance;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;

/** Where rows are chosen by words, with what the words leave at its end. */
final class FilterField {
  private static final double MARGIN = 12;

  /** The longest that fits is shown. */
  private static final List<String> PROMPTS =
      List.of(Texts.of("filter.prompt"), Texts.of("filter.prompt.short"), Texts.of("filter.name"));

  private static final PseudoClass VALID = PseudoClass.getPseudoClass("valid");
  private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

  private final WaterfallViewModel model;
  private final TextField field = new TextField();
  private final Label count = new Label();
  private final ContextMenu offers = new ContextMenu();
  private final StackPane root = new StackPane(field, count);

  FilterField(WaterfallViewModel model, Appearance appearance) {
    this.model = model;
    field.setId("waterfall-filter");
    field
        .promptTextProperty()
        .bind(
            Bindings.createStringBinding(
                () -> prompt(new FxTextMeter(appearance.scaleProperty().get())),
                field.widthProperty(),
                count.widthProperty(),
                appearance.scaleProperty()));
    field.setAccessibleText(Texts.of("filter.name"));
    field.textProperty().bindBidirectional(model.choice().filterProperty());
    field.textProperty().addListener((_, _, _) -> show());
    field.caretPositionProperty().addListener((_, _, _) -> offer());
    field.focusedProperty().addListener((_, _, _) -> offer());
    field.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    count.setId("waterfall-count");
    count.setMouseTransparent(true);
    count.getStyleClass().addAll("dim", "secondary", "filter-count");
    StackPane.setAlignment(count, Pos.CENTER_RIGHT);
    StackPane.setMargin(count, new Insets(0, MARGIN, 0, 0));
    model.rowsProperty().addListener((_, _, _) -> show());
    root.getStyleClass().add("filter-field");
    root.visibleProperty().bind(model.isOpenProperty());
    show();
  }

  Node node() {
    return root;
  }

  void focus() {
    field.requestFocus();
    field.selectAll();
  }

  /** Begins a word, or goes on with one. */
  void type(String letter) {
    field.requestFocus();
    field.appendText(letter);
    field.end();
  }

  private String prompt(TextMeter meter) {
    double room = field.getWidth() - count.getWidth() - 3 * MARGIN;
    return PROMPTS.stream()
        .filter(prompt -> meter.width(prompt, TextStyle.BODY) <= room)
        .findFirst()
        .orElse("");
  }

  private void show() {
    String problem = model.problem();
    count.setText(problem.isEmpty() ? model.count() : problem);
    count.getStyleClass().removeAll("severity-major", "dim");
    count.getStyleClass().add(problem.isEmpty() ? "dim" : "severity-major");
    field.pseudoClassStateChanged(VALID, problem.isEmpty() && !field.getText().isBlank());
    field.pseudoClassStateChanged(INVALID, !problem.isEmpty());
    field.setAccessibleHelp(problem.isEmpty() ? Texts.of("filter.help") : problem);
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      offers.hide();
      field.clear();
      event.consume();
    }
  }

  private void offer() {
    int caret = field.getCaretPosition();
    boolean isTyping = field.isFocused() && !field.getText().isEmpty();
    // the caret moves before the text is there
    List<Completion> completions =
        isTyping && caret <= field.getText().length() ? model.completions(caret) : List.of();
    offers.getItems().setAll(completions.stream().map(one -> item(one, caret)).toList());
    if (completions.isEmpty()) {
      offers.hide();
    } else if (!offers.isShowing()) {
      offers.show(field, Side.BOTTOM, 0, 2);
    }
  }

  private MenuItem item(Completion completion, int caret) {
    MenuItem item = new MenuItem(completion.text());
    item.setMnemonicParsing(false);
    item.setOnAction(
        _ -> {
          field.setText(completion.in(field.getText(), caret));
          field.positionCaret(completion.from() + completion.text().length());
        });
    return item;
  }
}
