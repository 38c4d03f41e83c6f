package dev.stallscope.ui.livecapture;

import dev.stallscope.capture.live.LiveInterface;
import dev.stallscope.report.SizeText;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** One interface: name, state and addresses, and what it carries. */
final class InterfaceCell extends ListCell<InterfaceRow> {
  private static final double NAME_WIDTH = 110;
  private static final double RATE_WIDTH = 90;

  private final Label name = new Label();
  private final Label note = new Label();
  private final Label rate = new Label();
  private final TrafficSpark spark = new TrafficSpark();
  private final HBox box = new HBox(name, note, spark, rate);
  private final ChangeListener<List<Long>> follow = (_, _, rates) -> show(rates);
  private @Nullable InterfaceRow shown;

  InterfaceCell() {
    name.getStyleClass().add("strong");
    name.setMinWidth(NAME_WIDTH);
    note.getStyleClass().add("dim");
    note.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(note, Priority.ALWAYS);
    rate.setMinWidth(RATE_WIDTH);
    rate.setAlignment(Pos.CENTER_RIGHT);
    rate.getStyleClass().add("secondary");
    box.setSpacing(10);
    box.setAlignment(Pos.CENTER_LEFT);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable InterfaceRow row, boolean isEmpty) {
    super.updateItem(row, isEmpty);
    InterfaceRow old = shown;
    if (old != null) {
      old.ratesProperty().removeListener(follow);
    }
    shown = row;
    setGraphic(isEmpty || row == null ? null : box);
    if (row != null) {
      name.setText(row.source().name());
      note.setText(note(row.source()));
      row.ratesProperty().addListener(follow);
      show(row.ratesProperty().get());
    }
  }

  private void show(List<Long> rates) {
    spark.show(rates);
    rate.setText(rates.isEmpty() ? "" : Texts.of("live.rate", SizeText.of(rates.getLast())));
  }

  private static String note(LiveInterface source) {
    String kind = source.kind().name().toLowerCase(Locale.ROOT);
    String state =
        source.kind() == LiveInterface.Kind.ANY
            ? ""
            : Texts.of(source.isUp() ? "live.up" : "live.down");
    String addresses = String.join(", ", source.addresses());
    return switch (source.kind()) {
      case ANY, LOOPBACK -> joined(Texts.of("live.kind." + kind), addresses);
      case NETWORK, OTHER -> joined(state, addresses);
    };
  }

  private static String joined(String first, String second) {
    return second.isEmpty() ? first : first + " · " + second;
  }
}
