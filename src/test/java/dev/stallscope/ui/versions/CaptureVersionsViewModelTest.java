package dev.stallscope.ui.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureVersionsViewModelTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final CaptureVersionsViewModel model = new CaptureVersionsViewModel(rig.workspace());

  @BeforeEach
  void look() {
    model.inSightProperty().set(true);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void thePageIsComparedFirstAndEachOfItsResourcesCanBe() {
    openBoth();
    assertThat(CaptureVersionsViewModel.title(Objects.requireNonNull(model.chosenProperty().get())))
        .isEqualTo("workshop.test:8000, 6 resources as one page");
    assertThat(model.versions().sections()).hasSize(2);
    assertThat(model.versions().waterfalls().getFirst().rows()).hasSize(6);
    assertThat(model.versions().subject().resources()).isEqualTo(6);
    assertThat(model.versions().sentences().getFirst()).startsWith("No two versions began equally");
    model.chosenProperty().set(model.foundProperty().get().subjects().get(1));
    rig.await(() -> model.comparison().groups().size() == 3);
    assertThat(model.versions().sentences().getFirst()).startsWith("Cold, too few runs to tell");
    assertThat(model.versions().waterfalls())
        .extracting(waterfall -> waterfall.title(), waterfall -> waterfall.rows().size())
        .contains(tuple("HTTP/1.1 cold", 1));
    assertThat(model.versions().packets(model.comparison().groups().getFirst())).isEqualTo("12.0");
    assertThat(model.versions().sentAgain(model.comparison().groups().getFirst())).isEqualTo("0");
  }

  @Test
  void itSaysWhyNothingCanBeCompared() {
    assertThat(model.emptyState()).startsWith("Open a capture");
    rig.open(SampleCaptures.file("concurrent-calls"));
    rig.await(() -> model.foundProperty().get().requests() == 6);
    assertThat(model.chosenProperty().get()).isNull();
    assertThat(model.comparison().groups()).isEmpty();
    assertThat(model.emptyState())
        .startsWith("All 6 requests that could be read were made in HTTP/1");
    rig.open(SampleCaptures.file("quic-loss"));
    rig.await(() -> model.foundProperty().get().requests() == 1);
    assertThat(model.emptyState())
        .startsWith("The only request that could be read was made in HTTP/3");
  }

  @Test
  void anotherCaptureIsComparedInItsPlace() {
    openBoth();
    rig.open(SampleCaptures.file("slow-server"));
    rig.await(() -> model.foundProperty().get().subjects().isEmpty());
    rig.await(() -> model.comparison().groups().isEmpty());
  }

  @Test
  void nothingIsComparedWhileNobodyLooks() {
    openBoth();
    model.inSightProperty().set(false);
    rig.open(SampleCaptures.file("concurrent-calls"));
    assertThat(model.foundProperty().get().requests()).isZero();
    assertThat(model.comparison().groups()).isEmpty();
    model.inSightProperty().set(true);
    rig.await(() -> model.foundProperty().get().requests() == 6);
  }

  private void openBoth() {
    rig.open(
        SampleCaptures.file("concurrent-calls"), SampleCaptures.file("http2-concurrent-calls"));
    rig.await(() -> !model.comparison().groups().isEmpty());
  }
}
