package dev.stallscope.ui.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScreenAtEaseTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void aScreenThatAnswersAtOnceForAWhileIsAtEase() {
    AtomicInteger questions = new AtomicInteger();
    new ScreenAtEase(
            question -> {
              questions.incrementAndGet();
              question.run();
            },
            System::nanoTime,
            LONG)
        .await(() -> false);
    assertThat(questions).hasValueGreaterThanOrEqualTo(4);
  }

  @Test
  void oneThatDrawsIsWaitedForUntilItHasAnsweredOftenEnoughAgain() throws Exception {
    BlockingQueue<Runnable> screen = new LinkedBlockingQueue<>();
    Thread work =
        Thread.ofPlatform()
            .start(() -> new ScreenAtEase(screen::add, System::nanoTime, LONG).await(() -> false));
    Runnable held = screen.take();
    assertThat(work.join(Duration.ofMillis(200))).isFalse();
    held.run();
    int answers = 0;
    while (work.isAlive()) {
      Runnable question = screen.poll(10, TimeUnit.MILLISECONDS);
      if (question != null) {
        question.run();
        answers++;
      }
    }
    assertThat(answers).isGreaterThanOrEqualTo(4);
  }

  @Test
  void oneThatNeverAnswersIsNotWaitedForLonger() {
    new ScreenAtEase(_ -> {}, System::nanoTime, Duration.ofMillis(20)).await(() -> false);
  }

  @Test
  void nobodyWaitsForWorkThatWasCancelled() {
    AtomicInteger questions = new AtomicInteger();
    new ScreenAtEase(_ -> questions.incrementAndGet(), System::nanoTime, LONG).await(() -> true);
    assertThat(questions).hasValue(0);
  }

  @Test
  void anInterruptEndsTheWaitAndStays() {
    Thread.currentThread().interrupt();
    new ScreenAtEase(_ -> {}, System::nanoTime, LONG).await(() -> false);
    assertThat(Thread.interrupted()).isTrue();
  }
}
