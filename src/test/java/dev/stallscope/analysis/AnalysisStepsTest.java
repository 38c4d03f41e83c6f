package dev.stallscope.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.testkit.SampleCaptures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class AnalysisStepsTest {
  /** Remembers what it was told. */
  private static final class Heard implements AnalysisProgress {
    private final List<Double> shares = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void read(long bytesRead, long sizeBytes, int packets) {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void analyzed(double share) {
      shares.add(share);
    }
  }

  private final Heard heard = new Heard();

  @Test
  void eachPieceOfAShortStageIsTold() {
    List<Integer> done = new ArrayList<>();
    IntConsumer work =
        new AnalysisSteps(heard).counted(AnalysisSteps.Stage.JUDGING, 3, piece -> done.add(piece));
    work.accept(2);
    work.accept(0);
    work.accept(1);
    assertThat(done).containsExactly(2, 0, 1);
    assertThat(heard.shares).hasSize(3).isSorted().endsWith(1.0);
  }

  @Test
  void aLongStageIsToldInSteps() {
    IntConsumer work =
        new AnalysisSteps(heard).counted(AnalysisSteps.Stage.TRACKING, 100_000, _ -> {});
    for (int i = 0; i < 100_000; i++) {
      work.accept(i);
    }
    assertThat(heard.shares).hasSizeBetween(40, 60).isSorted();
  }

  @Test
  void anAnalysisIsDoneAtTheEnd() throws IOException {
    Analyzer.analyze(List.of(SampleCaptures.file("slow-server")), heard);
    assertThat(Collections.max(heard.shares)).isEqualTo(1.0);
    assertThat(heard.shares).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
    assertThat(heard.shares).hasSizeGreaterThan(10);
  }
}
