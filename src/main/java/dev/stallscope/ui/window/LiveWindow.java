package dev.stallscope.ui.window;

import dev.stallscope.ui.control.Action;
import dev.stallscope.ui.demo.DemoViewModel;
import dev.stallscope.ui.livecapture.Capturing;
import dev.stallscope.ui.livecapture.DemoTrial;
import dev.stallscope.ui.livecapture.LiveBar;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel.State;
import dev.stallscope.ui.livecapture.LiveSetUpView;
import dev.stallscope.ui.text.Texts;
import dev.stallscope.ui.workspace.Workspace;
import java.util.List;
import javafx.scene.Node;

/** Live capture in the main window: its dialog, its bar and its actions. */
final class LiveWindow {
  private static final double WIDTH = 760;

  private final Workspace workspace;
  private final LiveCaptureViewModel model;
  private final LiveSetUpView setUp;
  private final LiveBar bar;
  private final WindowCard card = new WindowCard("live-card", WIDTH);
  private final DemoTrial trial;

  LiveWindow(Workspace workspace, FileExport files, Capturing capturing, DemoViewModel demo) {
    this.workspace = workspace;
    model = new LiveCaptureViewModel(workspace, capturing, workspace.clock());
    setUp = new LiveSetUpView(model);
    bar = new LiveBar(model, () -> files.save("live", List.of("pcapng"), model::copyTo));
    trial = new DemoTrial(demo::use, workspace, capturing, model, () -> show(true));
    card.fill(Texts.of("live.title"), setUp.nodes(), setUp.start());
    card.onClosed(() -> setUp.show(false));
    model
        .stateProperty()
        .addListener(
            (_, _, state) -> {
              if (state == State.RUNNING) {
                show(false);
              }
            });
  }

  /** The dialog, over everything else while it is shown. */
  Node card() {
    return card.node();
  }

  Node bar() {
    return bar.node();
  }

  LiveCaptureViewModel model() {
    return model;
  }

  /** Whether what is open is what runs, or has run, here. */
  boolean isShown() {
    return !model.files().isEmpty() && model.files().equals(workspace.filesProperty().get());
  }

  /** Trying it out with the demo server. */
  DemoTrial trial() {
    return trial;
  }

  /** Capturing, and trying it out with the demo server. */
  List<Action> actions() {
    return List.of(
        Action.of("live-capture", "Shortcut+L", () -> show(true)),
        Action.of("try-it", "", trial::begin));
  }

  private void show(boolean isShown) {
    card.show(isShown);
    setUp.show(isShown);
  }

  /** Ends what runs. */
  void close() {
    model.close();
  }
}
