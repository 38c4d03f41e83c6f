package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.testkit.TableRows;
import dev.stallscope.testkit.WindowRig;
import java.util.Objects;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;

/** Where a selection in another pane leads to, in tables that have room for a few rows only. */
class ChosenRowsOnScreenTest {
  @Test
  void theSelectedConnectionIsInSightAndNoRowIsCut() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("no-keep-alive"))) {
      rig.robot().clickOn("#tab-connections");
      TableView<?> table = rig.find("#connections-table", TableView.class);
      rig.await(() -> table.getItems().size() > 10);
      for (int connection : new int[] {9, 0, 5}) {
        rig.run(() -> rig.workspace().selection().selectConnection(connection));
        rig.await(() -> TableRows.isInSight(table, connection));
        rig.await(() -> TableRows.cut(table).isEmpty());
      }
    }
  }

  @Test
  void theSelectedLookupIsInSightAlsoWhereItWasSelectedBehindAnotherTab() {
    try (WindowRig rig = WindowRig.open(SampleCaptures.file("dns-repeated-lookup"))) {
      Exchange last =
          Objects.requireNonNull(rig.workspace().analysis()).measurements().exchanges().stream()
              .filter(exchange -> exchange.kind() == ExchangeKind.DNS)
              .reduce((_, next) -> next)
              .orElseThrow();
      rig.run(() -> rig.workspace().selection().select(last));
      rig.robot().clickOn("#tab-resolution");
      TableView<?> table = rig.find("#steps-table", TableView.class);
      rig.await(() -> table.getSelectionModel().getSelectedIndex() > 7);
      int row = rig.ask(table.getSelectionModel()::getSelectedIndex);
      rig.await(() -> TableRows.isInSight(table, row));
      assertThat(rig.ask(() -> TableRows.cut(table))).isEmpty();
    }
  }
}
