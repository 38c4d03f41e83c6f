package dev.stallscope.ui.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundTasksTest {
  private final BlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();
  private final BackgroundTasks tasks = new BackgroundTasks(2, screen::add);
  private final List<Object> shown = new ArrayList<>();

  @AfterEach
  void stop() {
    tasks.close();
  }

  @Test
  void theResultArrivesOnTheScreensThread() throws Exception {
    tasks.lane().submit(() -> 42, shown::add, shown::add);
    Runnable arrival = next();
    assertThat(shown).isEmpty();
    arrival.run();
    assertThat(shown).containsExactly(42);
  }

  @Test
  void whatGoesWrongArrivesToo() throws Exception {
    IllegalStateException failure = new IllegalStateException("no");
    tasks
        .lane()
        .submit(
            () -> {
              throw failure;
            },
            shown::add,
            shown::add);
    next().run();
    assertThat(shown).containsExactly(failure);
  }

  @Test
  void aLibraryThatDoesNotLoadIsToldOfToo() throws Exception {
    LinkageError failure = new LinkageError("no");
    tasks
        .lane()
        .submit(
            () -> {
              throw failure;
            },
            shown::add,
            shown::add);
    next().run();
    assertThat(shown).containsExactly(failure);
  }

  @Test
  void aResultThatCameTooLateIsDropped() throws Exception {
    BackgroundTasks.Lane lane = tasks.lane();
    lane.submit(() -> "old", shown::add, shown::add);
    Runnable old = next();
    lane.submit(() -> "new", shown::add, shown::add);
    Runnable replacement = next();
    replacement.run();
    old.run();
    assertThat(shown).containsExactly("new");
  }

  @Test
  void workThatIsReplacedIsInterrupted() throws Exception {
    BackgroundTasks.Lane lane = tasks.lane();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    lane.submit(
        () -> {
          started.countDown();
          try {
            return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        },
        shown::add,
        shown::add);
    started.await();
    lane.drop();
    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(shown).isEmpty();
  }

  @Test
  void lanesDoNotDisturbEachOther() throws Exception {
    tasks.lane().submit(() -> 1, shown::add, shown::add);
    tasks.lane().submit(() -> 2, shown::add, shown::add);
    next().run();
    next().run();
    assertThat(shown).containsExactlyInAnyOrder(1, 2);
  }

  private Runnable next() throws InterruptedException {
    Runnable action = screen.poll(1, TimeUnit.MINUTES);
    assertThat(action).isNotNull();
    return action;
  }
}
