package dev.stallscope.ui.probe;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Opens what a probe recorded in the panes, and selects what was asked for once it is there. */
final class ShownPackets {
  private final Workspace workspace;
  private @Nullable Wanted wanted;
  private Runnable leave = () -> {};

  /** What is to be selected in a file. */
  private record Wanted(Path file, OptionalInt exchange, OptionalInt packet) {}

  ShownPackets(Workspace workspace) {
    this.workspace = workspace;
    workspace.captureProperty().addListener((_, _, opened) -> select(opened));
  }

  void onShow(Runnable action) {
    leave = action;
  }

  void show(Path file, OptionalInt exchange, OptionalInt packet) {
    wanted = new Wanted(file, exchange, packet);
    OpenCapture open = workspace.capture();
    if (open != null && open.files().equals(List.of(file))) {
      select(open);
    } else {
      workspace.open(List.of(file));
    }
    leave.run();
  }

  private void select(@Nullable OpenCapture opened) {
    Wanted now = wanted;
    if (opened == null || now == null || !opened.files().equals(List.of(now.file()))) {
      return;
    }
    wanted = null;
    List<Exchange> exchanges = opened.analysis().measurements().exchanges();
    if (now.exchange().isPresent() && now.exchange().getAsInt() < exchanges.size()) {
      workspace.selection().select(exchanges.get(now.exchange().getAsInt()));
    }
    if (now.packet().isPresent()) {
      workspace.selection().selectPacket(now.packet().getAsInt());
    }
  }
}
