package dev.stallscope.ui.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stallscope.testkit.NeedsDisplay;
import dev.stallscope.testkit.WindowRig;
import dev.stallscope.ui.control.Pane;
import dev.stallscope.ui.window.PaneSlot.Place;
import dev.stallscope.ui.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeskTest {
  private final WindowRig rig = WindowRig.open(800, 600, List.of(), _ -> List.of());

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aPlaceWithoutAPaneTakesNoRoom() {
    Node desk = shown(List.of(slot("overview", Place.TOP), slot("findings", Place.STORY)));
    assertThat(desk.lookup("#proofs")).isNull();
    assertThat(desk.lookup("#split-story")).isNull();
    assertThat(desk.lookup("#pane-findings").getBoundsInParent().getWidth())
        .isCloseTo(800, within(1.0));
  }

  @Test
  void whenItIsFirstShownItsPartsComeInWithAFrameEach() {
    List<String> seen = new ArrayList<>();
    rig.run(
        () -> {
          Node desk =
              shownHere(List.of(slot("findings", Place.STORY), slot("waterfall", Place.MAIN)));
          AtomicInteger frames = new AtomicInteger();
          desk.getScene().addPreLayoutPulseListener(frames::incrementAndGet);
          for (String id : List.of("findings", "waterfall")) {
            desk.lookup("#pane-" + id)
                .managedProperty()
                .addListener((_, _, _) -> seen.add(id + " after frame " + frames.get()));
          }
        });
    rig.await(() -> seen.size() == 2);
    assertThat(seen).containsExactly("findings after frame 1", "waterfall after frame 2");
  }

  @NeedsDisplay
  @Test
  void aSplitterStaysWhereItWasPut() {
    List<PaneSlot> slots = List.of(slot("findings", Place.STORY), slot("overview", Place.MAIN));
    shown(slots);
    rig.robot().drag("#split-story > .split-pane-divider").dropBy(120, 0);
    double kept = rig.workspace().settings().number("splitter.story").orElseThrow();
    assertThat(kept).isGreaterThan(0.35);
    assertThat(splitter(shown(slots)).getDividerPositions()[0]).isCloseTo(kept, within(0.005));
  }

  @Test
  void aClickInAPaneIsNoChoiceOfTheSplittersPlace() {
    shown(List.of(slot("findings", Place.STORY), slot("overview", Place.MAIN)));
    rig.robot().clickOn("#pane-overview").clickOn("#pane-findings");
    assertThat(rig.workspace().settings().number("splitter.story")).isEmpty();
  }

  @Test
  void visitingAProofBringsItsTabToTheFront() {
    Desk desk =
        rig.ask(
            () ->
                new Desk(
                    rig.workspace(),
                    List.of(slot("overview", Place.PROOF), slot("findings", Place.PROOF))));
    rig.run(() -> rig.stage().setScene(new Scene((Region) desk.node(), 800, 600)));
    rig.run(() -> desk.visits().get(1).run().run());
    TabPane proofs = rig.ask(() -> (TabPane) desk.node().lookup("#proofs"));
    assertThat(proofs.getSelectionModel().getSelectedItem().getId()).isEqualTo("tab-findings");
  }

  private Node shown(List<PaneSlot> slots) {
    Node desk = rig.ask(() -> shownHere(slots));
    rig.await(() -> slots.stream().allMatch(slot -> desk.lookup("#pane-" + slot.id()).isManaged()));
    return desk;
  }

  private Node shownHere(List<PaneSlot> slots) {
    Node desk = new Desk(rig.workspace(), slots).node();
    rig.stage().setScene(new Scene((Region) desk, 800, 600));
    desk.applyCss();
    ((Region) desk).layout();
    return desk;
  }

  private static SplitPane splitter(Node desk) {
    return (SplitPane) desk.lookup("#split-story");
  }

  private static PaneSlot slot(String id, Place place) {
    return new PaneSlot(id, place, "", DeskTest::pane);
  }

  private static Pane pane(Workspace workspace) {
    Region region = new Region();
    return () -> region;
  }
}
