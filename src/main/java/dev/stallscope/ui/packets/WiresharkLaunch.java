package dev.stallscope.ui.packets;

import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.ProblemText;
import dev.stallscope.ui.workspace.Workspace;
import java.io.IOException;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/** Opens what is shown in Wireshark, if there is one and one file is open. */
final class WiresharkLaunch {
  private final Workspace workspace;
  private final PacketsViewModel model;
  private final ReadOnlyBooleanWrapper possible = new ReadOnlyBooleanWrapper();
  private @Nullable Wireshark wireshark;
  private boolean isLookedFor;

  WiresharkLaunch(Workspace workspace, PacketsViewModel model) {
    this.workspace = workspace;
    this.model = model;
    workspace.captureProperty().addListener((_, _, capture) -> show(capture));
    show(workspace.capture());
  }

  /** Whether there is one, and what is open is one file, whose packets it counts alike. */
  ReadOnlyBooleanProperty possibleProperty() {
    return possible.getReadOnlyProperty();
  }

  /** Opens the file with a filter for what is shown, at the selected packet. */
  void open() {
    if (model.hasFilterProperty().get()) {
      model.filter(this::open);
    } else {
      open("");
    }
  }

  private void open(String filter) {
    OpenCapture capture = workspace.capture();
    Wireshark program = wireshark;
    if (capture == null || program == null) {
      return;
    }
    int packet = model.selected();
    // frame filters of a single packet would hide all others; going there is enough
    String shown = model.allProperty().get() ? "" : filter;
    workspace
        .tasks()
        .lane()
        .submit(
            () -> {
              program.open(capture.files().getFirst(), shown, packet);
              return program;
            },
            _ -> {},
            this::failed);
  }

  private void show(@Nullable OpenCapture capture) {
    if (capture != null && !isLookedFor) {
      isLookedFor = true;
      workspace.tasks().lane().submit(() -> Wireshark.find(Wireshark.PLACES), this::found, _ -> {});
    }
    possible.set(capture != null && wireshark != null && capture.files().size() == 1);
  }

  private void found(Optional<Wireshark> program) {
    wireshark = program.orElse(null);
    show(workspace.capture());
  }

  private void failed(Throwable cause) {
    workspace.say(
        cause instanceof IOException
            ? Texts.of("packets.wireshark-failed", String.valueOf(cause.getMessage()))
            : ProblemText.of(cause));
  }
}
