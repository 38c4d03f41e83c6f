package dev.stallscope.ui.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.OpeningProgress;
import dev.stallscope.analysis.OpeningProgress.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadingTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong clock = new AtomicLong(-5 * MILLI);
  private final List<Integer> shown = new ArrayList<>();
  private final Loading loading =
      new Loading(
          Runnable::run,
          clock::get,
          told -> {
            OpeningProgress progress = told.take();
            shown.add(progress == null ? -1 : progress.packets());
          },
          (_, _) -> {});

  @Test
  void wordsAboutAStageAreShownAFewTimesASecond() {
    for (int millis = 0; millis < 1000; millis += 5) {
      clock.addAndGet(5 * MILLI);
      loading.progress(progress(Stage.READING, millis));
    }
    assertThat(shown).startsWith(0).hasSize(10);
  }

  @Test
  void theNextStageIsShownAtOnce() {
    loading.progress(progress(Stage.READING, 1));
    clock.addAndGet(MILLI);
    loading.progress(progress(Stage.READING, 2));
    loading.progress(progress(Stage.ANALYZING, 3));
    assertThat(shown).containsExactly(1, 3);
  }

  private static OpeningProgress progress(Stage stage, int packets) {
    return new OpeningProgress(stage, 0, 0, packets, 0, 0, OptionalLong.empty());
  }
}
