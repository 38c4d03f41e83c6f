package dev.stallscope.ui.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.KeySource;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.TimeSpan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  private static final Path SLOW_SERVER = SampleCaptures.file("slow-server");
  private static final Path SLOW_READER = SampleCaptures.file("slow-reader");

  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final Workspace workspace = rig.workspace();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void anOpenCaptureIsThereWithItsAnalysis() {
    rig.open(SLOW_SERVER);
    OpenCapture capture = Objects.requireNonNull(workspace.capture());
    assertThat(capture.files()).containsExactly(SLOW_SERVER);
    assertThat(capture.index().count()).isEqualTo(30);
    assertThat(workspace.analysis()).isSameAs(capture.analysis());
    assertThat(workspace.recent().files()).containsExactly(SLOW_SERVER.toAbsolutePath());
    assertThat(workspace.problemProperty().get()).isEmpty();
  }

  @Test
  void warmingUpShowsNothing() {
    AtomicInteger told = new AtomicInteger();
    workspace.warmUp(List.of(SLOW_SERVER, SLOW_READER), told::incrementAndGet);
    rig.await(() -> told.get() == 1);
    assertThat(workspace.capture()).isNull();
    assertThat(workspace.filesProperty().get()).isEmpty();
    assertThat(workspace.recent().files()).isEmpty();
  }

  @Test
  void warmingUpEndsWhereACaptureIsOpened() {
    AtomicInteger begun = new AtomicInteger();
    workspace.warmUp(
        new AbstractList<>() {
          @Override
          public Path get(int index) {
            workspace.screen().execute(begun::incrementAndGet);
            return SLOW_SERVER;
          }

          @Override
          public int size() {
            return Integer.MAX_VALUE;
          }
        },
        () -> {});
    rig.await(() -> begun.get() > 0);
    rig.open(SLOW_READER);
    int sinceThen = begun.get();
    rig.open(SLOW_SERVER);
    assertThat(begun).hasValue(sinceThen);
    assertThat(workspace.problemProperty().get()).isEmpty();
  }

  @Test
  void theNewCaptureTakesTheOldOnesPlaceWithNothingSelected() {
    rig.open(SLOW_SERVER);
    workspace.selection().selectPacket(5);
    workspace.selection().rangeProperty().set(new TimeSpan(1, 2));
    workspace.open(List.of(SLOW_READER));
    assertThat(workspace.capture()).isNull();
    assertThat(workspace.selection().selected()).isEqualTo(Selected.NOTHING);
    assertThat(workspace.selection().rangeProperty().get()).isNull();
    rig.await(() -> workspace.capture() != null);
    assertThat(workspace.filesProperty().get()).containsExactly(SLOW_READER);
  }

  @Test
  void aRefreshThatIsOvertakenEndsOnce() {
    AtomicInteger ended = new AtomicInteger();
    workspace.refresh(List.of(SLOW_SERVER), () -> ended.addAndGet(1));
    workspace.refresh(List.of(SLOW_SERVER), () -> ended.addAndGet(10));
    assertThat(ended).hasValue(1);
    workspace.open(List.of(SLOW_READER));
    assertThat(ended).hasValue(11);
    rig.await(() -> workspace.capture() != null);
    assertThat(ended).hasValue(11);
    workspace.refresh(List.of(SLOW_READER), () -> ended.addAndGet(100));
    rig.await(() -> ended.get() == 111);
  }

  @Test
  void theLastOfSeveralWinsWhateverComesFirst() {
    List<List<Path>> seen = new ArrayList<>();
    workspace
        .captureProperty()
        .addListener(
            (_, _, capture) -> {
              if (capture != null) {
                seen.add(capture.files());
              }
            });
    workspace.open(List.of(SLOW_SERVER));
    workspace.open(List.of(SLOW_READER));
    rig.await(() -> workspace.readingProperty().get() == null);
    assertThat(seen).containsExactly(List.of(SLOW_READER));
  }

  @Test
  void whatCannotBeOpenedIsSaidInASentence(@TempDir Path folder) throws Exception {
    rig.open(Files.writeString(folder.resolve("notes.pcap"), "milk, bread"));
    assertThat(workspace.problemProperty().get()).contains("notes.pcap").doesNotContain("java.");
    assertThat(workspace.capture()).isNull();
    assertThat(workspace.filesProperty().get()).isEmpty();
    rig.open(SLOW_SERVER);
    assertThat(workspace.problemProperty().get()).isEmpty();
  }

  @Test
  void whatIsOpenStaysWhereWhatIsOfferedIsNoCapture(@TempDir Path folder) throws Exception {
    rig.open(SLOW_SERVER);
    OpenCapture open = Objects.requireNonNull(workspace.capture());
    workspace.selection().selectPacket(5);
    Path notes = Files.writeString(folder.resolve("notes.pcap"), "milk, bread");
    for (List<Path> offered :
        List.of(
            List.of(notes), List.of(SLOW_READER, notes), List.of(folder.resolve("gone.pcap")))) {
      workspace.say("");
      workspace.take(offered);
      rig.await(() -> !workspace.problemProperty().get().isEmpty());
      assertThat(workspace.problemProperty().get())
          .contains(offered.getLast().getFileName().toString());
      assertThat(workspace.capture()).isSameAs(open);
      assertThat(workspace.filesProperty().get()).containsExactly(SLOW_SERVER);
      assertThat(workspace.selection().selected().packet()).isEqualTo(5);
    }
  }

  @Test
  void anEmptyFileIsSaidInASentence(@TempDir Path folder) throws Exception {
    rig.open(Files.createFile(folder.resolve("nothing.pcapng")));
    assertThat(workspace.problemProperty().get()).contains("nothing.pcapng");
  }

  @Test
  void closingWhileReadingLeavesNothingBehind() {
    workspace.open(List.of(SLOW_SERVER));
    workspace.closeCapture();
    assertThat(workspace.readingProperty().get()).isNull();
    assertThat(workspace.filesProperty().get()).isEmpty();
    rig.open(SLOW_READER);
    assertThat(Objects.requireNonNull(workspace.capture()).files()).containsExactly(SLOW_READER);
  }

  @Test
  void whatWasReadUntilCancelledIsShownAndSaidToBePartial() {
    rig.holdReading();
    workspace.open(List.of(SLOW_READER));
    workspace.cancel();
    rig.letRead();
    rig.await(() -> workspace.readingProperty().get() == null);
    OpenCapture capture = Objects.requireNonNull(workspace.capture());
    assertThat(capture.extent()).isEqualTo(OpenCapture.Extent.CANCELLED);
    assertThat(workspace.problemProperty().get())
        .isEqualTo(
            "Reading was cancelled: this covers only the first %,d packets."
                .formatted(capture.index().count()));
  }

  @Test
  void aSelectionIsFoundAgainInAnotherAnalysisOfTheSamePackets() {
    rig.open(SLOW_READER);
    Analysis before = Objects.requireNonNull(workspace.analysis());
    workspace.selection().select(before.findings().get(1));
    Selected finding = workspace.selection().selected();
    rig.refresh(SLOW_READER);
    assertThat(workspace.selection().selected().finding()).isNotSameAs(finding.finding());
    assertThat(workspace.selection().selected()).isEqualTo(finding);
    workspace.selection().select(before.measurements().exchanges().getLast());
    workspace.selection().selectPacket(7);
    Selected exchange = workspace.selection().selected();
    rig.refresh(SLOW_READER);
    assertThat(workspace.selection().selected()).isEqualTo(exchange);
  }

  @Test
  void whatIsSelectedIsFoundAgainWhenTheOldestFileOfARingIsDropped() {
    rig.open(SLOW_SERVER, SLOW_READER);
    OpenCapture both = Objects.requireNonNull(workspace.capture());
    Exchange last = both.analysis().measurements().exchanges().getLast();
    workspace.selection().select(last);
    workspace.selection().selectPacket(last.firstPacket(), last.connection());
    rig.refresh(SLOW_READER);
    OpenCapture rest = Objects.requireNonNull(workspace.capture());
    Selected now = workspace.selection().selected();
    Exchange same = rest.analysis().measurements().exchanges().get(now.exchange());
    assertThat(same.span()).isEqualTo(last.span());
    assertThat(same.label()).isEqualTo(last.label());
    assertThat(rest.index().epochNanos(now.packet()))
        .isEqualTo(both.index().epochNanos(last.firstPacket()));
    assertThat(now.packet()).isLessThan(last.firstPacket());
    assertThat(rest.flows().get(now.connection()).client())
        .isEqualTo(both.flows().get(last.connection()).client());
  }

  @Test
  void whatTheOldestFileOfARingTookWithItIsSelectedNoMore() {
    rig.open(SLOW_SERVER, SLOW_READER);
    Analysis both = Objects.requireNonNull(workspace.analysis());
    workspace.selection().select(both.measurements().exchanges().getFirst());
    workspace.selection().selectPacket(0, 0);
    rig.refresh(SLOW_READER);
    assertThat(workspace.selection().selected()).isEqualTo(Selected.NOTHING);
  }

  @Test
  void aCaptureThatHasGrownIsHeardOfWithWhatIsSelectedInItAndOnce() {
    rig.open(SLOW_SERVER);
    Analysis before = Objects.requireNonNull(workspace.analysis());
    workspace.selection().select(before.findings().getFirst());
    Selected chosen = workspace.selection().selected();
    List<Selected> heard = new ArrayList<>();
    workspace
        .captureProperty()
        .addListener((_, _, _) -> heard.add(workspace.selection().selected()));
    workspace.selection().selectedProperty().addListener((_, _, now) -> heard.add(now));
    rig.refresh(SLOW_SERVER);
    assertThat(workspace.analysis()).isNotSameAs(before);
    assertThat(heard).containsExactly(chosen);
    assertThat(workspace.selection().isCarryingOver()).isFalse();
  }

  private static final Path HTTPS = SampleCaptures.file("https-with-keys");
  private static final Path KEYS = HTTPS.resolveSibling("keys.log");

  private List<String> requests() {
    Analysis analysis = Objects.requireNonNull(workspace.analysis());
    return analysis.measurements().exchanges().stream()
        .filter(exchange -> exchange.kind() == ExchangeKind.REQUEST)
        .map(Exchange::label)
        .toList();
  }

  private void take(Path... files) {
    workspace.take(List.of(files));
    rig.await(
        () ->
            workspace.readingProperty().get() != null
                || !workspace.problemProperty().get().isEmpty());
    rig.await(() -> workspace.readingProperty().get() == null);
  }

  @Test
  void aKeyLogThatComesLaterIsUsedForWhatIsOpen() {
    rig.open(HTTPS);
    assertThat(requests()).allMatch(label -> label.startsWith("encrypted"));
    take(KEYS);
    assertThat(requests()).first().isEqualTo("GET /page/start");
    assertThat(workspace.filesProperty().get()).containsExactly(HTTPS);
    assertThat(workspace.keysProperty().get())
        .extracting(KeySource::name)
        .containsExactly(KEYS.toString());
  }

  @Test
  void aKeyLogThatComesWithACaptureIsToldByItsContent(@TempDir Path folder) throws Exception {
    take(Files.copy(KEYS, folder.resolve("anything.pcap")), HTTPS);
    assertThat(requests()).first().isEqualTo("GET /page/start");
    assertThat(workspace.filesProperty().get()).containsExactly(HTTPS);
    take(HTTPS);
    assertThat(workspace.keysProperty().get()).isEmpty();
  }

  @Test
  void aKeyLogAloneAsksForACapture() {
    take(KEYS);
    assertThat(workspace.problemProperty().get()).contains("Open the capture first");
    assertThat(workspace.filesProperty().get()).isEmpty();
  }
}
