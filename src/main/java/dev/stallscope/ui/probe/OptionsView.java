package dev.stallscope.ui.probe;

import dev.stallscope.probe.AddressFamily;
import dev.stallscope.probe.HttpChoice;
import dev.stallscope.ui.text.Texts;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;

/** All that can be chosen beside the URL: what is asked at the left, the way to it at the right. */
final class OptionsView {
  private static final String[] METHODS = {
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"
  };
  private static final int ROWS = 2;
  private static final double NUMBER_WIDTH = 76;
  private static final double FIELD_WIDTH = 400;

  private final ProbeForm form;
  private final GridPane grid = new GridPane();

  OptionsView(ProbeForm form) {
    this.form = form;
    grid.setId("probe-options-grid");
    grid.getStyleClass().add("probe-options");
    grid.getColumnConstraints().addAll(names(), fields(), names(), fields());
    left();
    right();
  }

  Node node() {
    return grid;
  }

  private void left() {
    HBox versions = row();
    for (HttpChoice choice : HttpChoice.values()) {
      CheckBox box = tick("version-" + choice.name(), form.versionProperty(choice));
      box.setText(ProbeForm.version(choice));
      versions.getChildren().add(box);
    }
    versions.getChildren().add(tick("grpc", form.grpcProperty()));
    add(0, 0, "versions", versions);
    add(0, 1, "runs", runs());
    ComboBox<String> method = new ComboBox<>();
    method.getItems().setAll(METHODS);
    method.setEditable(true);
    method.setId("probe-method");
    method.getEditor().textProperty().bindBidirectional(form.methodProperty());
    add(0, 2, "concurrent", atOnce());
    add(0, 3, "method", method);
    add(0, 4, "headers", area("headers", form.headersProperty()));
    add(0, 5, "body", area("body", form.bodyProperty()));
  }

  private HBox atOnce() {
    HBox box = row();
    box.getChildren()
        .addAll(
            spinner("concurrent", ProbeForm.MAX_CONCURRENT, form.concurrentProperty()),
            new Label(Texts.of("probe.option.over")),
            spinner("connections", ProbeForm.MAX_CONCURRENT, form.connectionsProperty()),
            new Label(Texts.of("probe.option.connections")));
    return box;
  }

  private static Spinner<Integer> spinner(String id, int most, ObjectProperty<Integer> value) {
    Spinner<Integer> count = new Spinner<>();
    count.setValueFactory(new SpinnerValueFactory.IntegerSpinnerValueFactory(1, most, 1));
    count.getValueFactory().valueProperty().bindBidirectional(value);
    count.setEditable(true);
    count.setId("probe-" + id);
    count.setPrefWidth(NUMBER_WIDTH + 20);
    count.setMinWidth(Region.USE_PREF_SIZE);
    return count;
  }

  private HBox runs() {
    HBox box = row();
    box.getChildren()
        .addAll(
            spinner("runs", ProbeForm.MAX_RUNS, form.runsProperty()),
            new Label(Texts.of("probe.option.cold")),
            tick("warm", form.warmedProperty()),
            tick("resumed", form.resumedProperty()));
    return box;
  }

  private void right() {
    HBox wait = row();
    TextField timeout = text("timeout", form.timeoutProperty());
    timeout.setPrefWidth(NUMBER_WIDTH);
    timeout.setMinWidth(NUMBER_WIDTH);
    wait.getChildren()
        .addAll(
            timeout,
            new Label(Texts.of("probe.option.seconds")),
            tick("follow", form.followingProperty()));
    add(2, 0, "timeout", wait);
    HBox names = row();
    TextField resolver = text("resolver", form.resolverProperty());
    HBox.setHgrow(resolver, Priority.ALWAYS);
    names.getChildren().addAll(resolver, family());
    add(2, 1, "resolver", names);
    add(2, 2, "proxy", text("proxy", form.proxyProperty()));
    add(2, 3, "authorities", text("authorities", form.authoritiesProperty()));
    add(2, 4, "trust", tick("insecure", form.insecureProperty()));
    add(2, 5, "packets", tick("record", form.recordedProperty()));
  }

  private ComboBox<AddressFamily> family() {
    ComboBox<AddressFamily> family = new ComboBox<>();
    family.getItems().setAll(AddressFamily.values());
    family.setId("probe-family");
    family.setConverter(new FamilyText());
    family.valueProperty().bindBidirectional(form.familyProperty());
    family.setMinWidth(Region.USE_PREF_SIZE);
    return family;
  }

  /** One way only: it is chosen from a list. */
  private static final class FamilyText extends StringConverter<AddressFamily> {
    @Override
    public String toString(AddressFamily family) {
      return family == null ? "" : ProbeForm.family(family);
    }

    @Override
    public AddressFamily fromString(String text) {
      throw new IllegalStateException("nobody types a family");
    }
  }

  private void add(int column, int row, String id, Region field) {
    Label name = new Label(Texts.of("probe.option." + id));
    name.getStyleClass().addAll("dim", "secondary");
    name.setLabelFor(field);
    name.setMinWidth(Region.USE_PREF_SIZE);
    field.setMaxWidth(Double.MAX_VALUE);
    grid.add(name, column, row);
    grid.add(field, column + 1, row);
  }

  private static HBox row() {
    HBox row = new HBox();
    row.getStyleClass().add("probe-options-row");
    return row;
  }

  private static TextField text(String id, StringProperty value) {
    TextField field = new TextField();
    field.setId("probe-" + id);
    field.setPromptText(Texts.of("probe.prompt." + id));
    field.textProperty().bindBidirectional(value);
    return field;
  }

  private static TextArea area(String id, StringProperty value) {
    TextArea area = new TextArea();
    area.setId("probe-" + id);
    area.setPromptText(Texts.of("probe.prompt." + id));
    area.setPrefRowCount(ROWS);
    area.setMinHeight(Region.USE_PREF_SIZE);
    area.textProperty().bindBidirectional(value);
    return area;
  }

  private static CheckBox tick(String id, BooleanProperty value) {
    CheckBox box = new CheckBox();
    box.setId("probe-" + id);
    box.setMinWidth(Region.USE_PREF_SIZE);
    box.selectedProperty().bindBidirectional(value);
    if (!id.startsWith("version-")) {
      box.setText(Texts.of("probe.tick." + id));
    }
    return box;
  }

  private static ColumnConstraints names() {
    ColumnConstraints column = new ColumnConstraints();
    column.setMinWidth(Region.USE_PREF_SIZE);
    return column;
  }

  private static ColumnConstraints fields() {
    ColumnConstraints column = new ColumnConstraints();
    column.setHgrow(Priority.ALWAYS);
    // alike, whatever is in them
    column.setPrefWidth(FIELD_WIDTH);
    column.setMinWidth(0);
    return column;
  }
}
