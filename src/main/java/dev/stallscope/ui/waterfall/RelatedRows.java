package dev.stallscope.ui.waterfall;

import dev.stallscope.exchange.Causes;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.BackgroundTasks;
import dev.stallscope.ui.workspace.Workspace;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What caused the exchange that is pointed at, and what it caused, while that is wanted. */
final class RelatedRows {
  private final Workspace workspace;
  private final BackgroundTasks.Lane lane;
  private final ReadOnlyObjectWrapper<Related> related = new ReadOnlyObjectWrapper<>(Related.NONE);

  /**
   * An exchange with its relatives.
   *
   * @param exchange its id, or -1
   * @param cause the id of what caused it, or -1
   * @param caused the ids of what it caused
   */
  record Related(int exchange, int cause, Set<Integer> caused) {
    static final Related NONE = new Related(-1, -1, Set.of());

    static Related of(int exchange, Causes causes) {
      Set<Integer> caused =
          Arrays.stream(causes.causedBy(exchange)).boxed().collect(Collectors.toUnmodifiableSet());
      return new Related(exchange, causes.of(exchange), caused);
    }
  }

  RelatedRows(Workspace workspace) {
    this.workspace = workspace;
    lane = workspace.tasks().lane();
  }

  ReadOnlyObjectProperty<Related> relatedProperty() {
    return related.getReadOnlyProperty();
  }

  /** Shows the relatives of an exchange; none for -1. */
  void show(ExchangeTable table, int exchange) {
    if (exchange == related.get().exchange()) {
      return;
    }
    if (exchange < 0) {
      lane.drop();
      related.set(Related.NONE);
    } else {
      lane.submit(() -> Related.of(exchange, table.causes()), related::set, workspace::say);
    }
  }

  /** Tells what caused an exchange, where that is known. */
  void cause(ExchangeTable table, int exchange, IntConsumer taker) {
    lane.submit(
        () -> table.causes().of(exchange),
        cause -> {
          if (cause >= 0) {
            taker.accept(cause);
          } else {
            workspace.say(Texts.of("waterfall.no-cause"));
          }
        },
        workspace::say);
  }
}
