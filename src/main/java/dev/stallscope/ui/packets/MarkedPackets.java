package dev.stallscope.ui.packets;

import dev.stallscope.ui.workspace.Workspace;
import java.util.Set;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;

/** The packets that the user marked, to come back to them. */
final class MarkedPackets {
  private final Workspace workspace;

  MarkedPackets(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Whether a packet is selected that could be marked. */
  BooleanBinding isPossible() {
    return Bindings.createBooleanBinding(
        () -> selected() >= 0, workspace.selection().selectedProperty());
  }

  /** Whether any packet is marked. */
  BooleanBinding areThere() {
    return workspace.marks().packetsProperty().isNotEqualTo(Set.of());
  }

  boolean contains(int packet) {
    return workspace.marks().packetsProperty().get().contains(packet);
  }

  /** Marks the selected packet, or takes its mark away. */
  void toggle() {
    if (selected() >= 0) {
      workspace.marks().togglePacket(selected());
    }
  }

  /** Tells the next marked packet, or the one before; -1 where there is none. */
  int beside(boolean isForward) {
    return workspace.marks().next(selected(), isForward).orElse(-1);
  }

  private int selected() {
    return workspace.selection().selected().packet();
  }
}
