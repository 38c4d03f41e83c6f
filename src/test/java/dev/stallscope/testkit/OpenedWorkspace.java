package dev.stallscope.testkit;

import dev.stallscope.ui.workspace.SettingsStore;
import dev.stallscope.ui.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** A workspace without a toolkit: the test's thread is the screen's. */
public final class OpenedWorkspace implements AutoCloseable {
  private final BlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();
  private final Lock reading = new ReentrantLock();
  private final Workspace workspace =
      new Workspace(SettingsStore.NONE, screen::add, this::nanoTime);

  public Workspace workspace() {
    return workspace;
  }

  /** Keeps the next reading from beginning until {@link #letRead()}. */
  public void holdReading() {
    reading.lock();
  }

  public void letRead() {
    reading.unlock();
  }

  /** Asked by the reading thread before it begins. */
  private long nanoTime() {
    reading.lock();
    reading.unlock();
    return System.nanoTime();
  }

  /** Opens captures and waits until they are there, or could not be opened. */
  public OpenedWorkspace open(Path... captures) {
    workspace.open(List.of(captures));
    await(() -> workspace.readingProperty().get() == null);
    return this;
  }

  /** Shows a capture as one that has grown, and waits until it is there. */
  public void refresh(Path capture) {
    AtomicBoolean isDone = new AtomicBoolean();
    workspace.refresh(List.of(capture), () -> isDone.set(true));
    await(isDone::get);
  }

  /** Does what was meant for the screen until something is so. */
  public void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      step();
    }
  }

  /** Does the next thing that is meant for the screen. */
  public void step() {
    try {
      Runnable action = screen.poll(1, TimeUnit.MINUTES);
      if (action == null) {
        throw new AssertionError("nothing came for a minute");
      }
      action.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    workspace.close();
  }
}
