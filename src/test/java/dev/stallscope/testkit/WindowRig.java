package dev.stallscope.testkit;

import dev.stallscope.ui.window.MainWindow;
import dev.stallscope.ui.window.OpenDialog;
import dev.stallscope.ui.window.Sample;
import dev.stallscope.ui.window.SaveDialog;
import dev.stallscope.ui.workspace.SettingsStore;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A main window under test, with a robot. Close it, or the next one opens behind it. */
public final class WindowRig implements AutoCloseable {
  /** Fits the headless platform's screen. */
  public static final double SMALL = 1000;

  /** Far more than any of it takes, since the machine may be busy. */
  private static final int PATIENCE_SECONDS = 120;

  private final FxRobot robot = new FxRobot();
  private final Workspace workspace;
  private final Stage stage;

  private WindowRig(Workspace workspace, Stage stage) {
    this.workspace = workspace;
    this.stage = stage;
  }

  /** A window of this size that shows the start page. */
  public static WindowRig open(
      double width, double height, List<Sample> samples, OpenDialog dialog) {
    return open(width, height, samples, dialog, (_, _, _) -> Optional.empty());
  }

  /** The same where files are saved to what {@code saveDialog} says. */
  public static WindowRig open(
      double width, double height, List<Sample> samples, OpenDialog dialog, SaveDialog saveDialog) {
    try {
      FxToolkit.registerPrimaryStage();
    } catch (TimeoutException e) {
      throw new IllegalStateException(e);
    }
    WindowRig rig =
        onScreen(
            () -> {
              Workspace workspace =
                  new Workspace(SettingsStore.NONE, Platform::runLater, System::nanoTime);
              Stage stage = new Stage();
              MainWindow.show(stage, workspace, samples, dialog, saveDialog);
              stage.setMinWidth(0);
              stage.setX(0);
              stage.setY(0);
              stage.setWidth(width);
              stage.setHeight(height);
              return new WindowRig(workspace, stage);
            });
    // or a robot would still write to the window of the test before, which is closed
    rig.robot.targetWindow(rig.stage);
    // or it would look for nodes that have no place yet
    rig.run(rig.stage.getScene().getRoot()::layout);
    return rig;
  }

  /** A small window with a capture open. */
  public static WindowRig open(Path... captures) {
    WindowRig rig = open(SMALL, 800, List.of(), _ -> List.of());
    rig.read(captures);
    return rig;
  }

  /** Opens captures and waits until they are there. */
  public void read(Path... captures) {
    run(() -> workspace.open(List.of(captures)));
    await(() -> workspace.readingProperty().get() == null);
  }

  public Workspace workspace() {
    return workspace;
  }

  public Stage stage() {
    return stage;
  }

  public FxRobot robot() {
    return robot;
  }

  /**
   * The visible node with this selector, once it is there; in this window where it has one: the
   * robot may still look into that of the test before.
   */
  public <T extends Node> T find(String selector, Class<T> type) {
    settle();
    waitFor("there is no " + selector + " to be seen", () -> visible(selector, type).isPresent());
    return visible(selector, type).orElseThrow();
  }

  private <T extends Node> Optional<T> visible(String selector, Class<T> type) {
    return robot
        .from(stage.getScene().getRoot())
        .lookup(selector)
        .lookup(Node::isVisible)
        .tryQueryAs(type)
        .or(() -> robot.lookup(selector).lookup(Node::isVisible).tryQueryAs(type));
  }

  /** Does something on the FX thread and waits for all that follows from it. */
  public void run(Runnable action) {
    onScreen(
        () -> {
          action.run();
          return true;
        });
    WaitForAsyncUtils.waitForFxEvents();
  }

  /** Asks something on the FX thread. */
  public <T> T ask(Callable<T> question) {
    return onScreen(question);
  }

  /** Waits until something is so, as seen on the FX thread. */
  public void await(Callable<Boolean> condition) {
    waitFor("it did not come to be", () -> onScreen(condition));
    settle();
  }

  /** Panes come in one after the other; the last are the proofs. */
  private void settle() {
    WaitForAsyncUtils.waitForFxEvents();
    waitFor("no frame was drawn", () -> onScreen(this::arePanesIn));
    WaitForAsyncUtils.waitForFxEvents();
  }

  private static void waitFor(String failure, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, condition);
    } catch (TimeoutException e) {
      throw new AssertionError(failure + " within " + PATIENCE_SECONDS + " s", e);
    }
  }

  private boolean arePanesIn() {
    Parent root = stage.getScene().getRoot();
    Node desk = root.lookup("#desk");
    Node last = root.lookup("#proofs");
    boolean isDeskShown = stage.isShowing() && desk != null && desk.isVisible();
    return !isDeskShown || last == null || last.isManaged();
  }

  @Override
  public void close() {
    run(
        () -> {
          stage.close();
          workspace.close();
        });
  }

  private static <T> T onScreen(Callable<T> action) {
    try {
      return WaitForAsyncUtils.asyncFx(action).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
