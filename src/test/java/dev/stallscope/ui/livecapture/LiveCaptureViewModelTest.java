package dev.stallscope.ui.livecapture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.capture.live.CaptureOrder;
import dev.stallscope.capture.live.RecordingCounts;
import dev.stallscope.capture.live.RingBuffer;
import dev.stallscope.capture.live.StopConditions;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.livecapture.LiveCaptureViewModel.State;
import dev.stallscope.ui.livecapture.LiveSetUpViewModel.Limit;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveCaptureViewModelTest {
  private static final Path FILE = SampleCaptures.file("slow-server");

  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final FakeCapturing capturing = new FakeCapturing();
  private final AtomicLong clock = new AtomicLong();
  private final LiveCaptureViewModel model =
      new LiveCaptureViewModel(rig.workspace(), capturing, clock::get);
  private final LiveSetUpViewModel setUp = model.setUp();

  @AfterEach
  void close() {
    model.close();
    rig.close();
  }

  @Test
  void theInterfacesAreListedWithoutThoseThatAreNoNetworks() {
    list();
    assertThat(setUp.rows()).extracting(row -> row.source().name()).containsExactly("eth0", "lo");
  }

  @Test
  void theTrafficOfAnInterfaceIsWhatItCarriedBetweenTwoLooks() {
    list();
    InterfaceRow row = setUp.rows().getFirst();
    sample(row, 1000, 0);
    sample(row, 3000, 500);
    sample(row, 3000, 1000);
    assertThat(row.ratesProperty().get()).containsExactly(4000L, 0L);
  }

  @Test
  void theFilterIsCheckedAsItIsTyped() {
    list();
    setUp.filterProperty().set("tcp port xx");
    rig.await(() -> setUp.filterProblemProperty().get().equals("unknown port 'xx'"));
    setUp.filterProperty().set("tcp port 80");
    rig.await(() -> setUp.filterProblemProperty().get().isEmpty());
  }

  @Test
  void whatIsSetUpIsOrdered() {
    list();
    setUp.chosenProperty().set(setUp.rows().get(1));
    setUp.filterProperty().set(" tcp ");
    setUp.limitProperty(Limit.SNAPLEN).set("128");
    setUp.limitProperty(Limit.BUFFER).set("64");
    setUp.limitProperty(Limit.RING_SIZE).set("10");
    setUp.limitProperty(Limit.RING_FILES).set("3");
    setUp.limitProperty(Limit.SECONDS).set("60");
    setUp.promiscuousProperty().set(true);
    assertThat(setUp.order(FILE))
        .contains(
            new CaptureOrder(
                "lo",
                "tcp",
                128,
                64,
                true,
                FILE,
                new RingBuffer(3, 10 << 20, 0),
                new StopConditions(0, 60, 0)));
  }

  @Test
  void whatIsNoNumberIsSaid() {
    list();
    setUp.limitProperty(Limit.PACKETS).set("ten");
    assertThat(setUp.order(FILE)).isEmpty();
    assertThat(setUp.problemProperty().get()).contains("whole numbers");
  }

  @Test
  void thePanesShowWhatHasCome() {
    start();
    assertThat(model.wordsProperty().get())
        .isEqualTo("Capturing on eth0: no packets yet, 0 B, none lost");
    capturing.counts = new RecordingCounts(30, 6600, 0, 0);
    model.tick();
    rig.await(() -> rig.workspace().analysis() != null);
    assertThat(rig.workspace().filesProperty().get()).containsExactly(FILE);
    assertThat(model.wordsProperty().get())
        .isEqualTo("Capturing on eth0: 30 packets, 6.6 kB, none lost");
    assertThat(model.losingProperty().get()).isFalse();
  }

  @Test
  void theyAreShownAnewAfterAWhileAndOnlyWhenThereIsMore() {
    start();
    see(30);
    Object first = rig.workspace().capture();
    model.tick();
    assertThat(rig.workspace().capture()).isSameAs(first);
    capturing.counts = new RecordingCounts(31, 6700, 0, 0);
    model.tick();
    assertThat(rig.workspace().capture()).as("too soon").isSameAs(first);
    clock.addAndGet(Nanos.ofMillis(1000));
    model.tick();
    rig.await(() -> rig.workspace().capture() != first);
  }

  @Test
  void aPauseHoldsThePanesAndNotTheCapture() {
    start();
    model.followingProperty().set(false);
    capturing.counts = new RecordingCounts(30, 6600, 0, 0);
    model.tick();
    assertThat(rig.workspace().filesProperty().get()).isEmpty();
    assertThat(model.wordsProperty().get()).contains("30 packets");
    model.followingProperty().set(true);
    model.tick();
    rig.await(() -> rig.workspace().analysis() != null);
  }

  @Test
  void anotherCaptureThatIsOpenedStays() {
    start();
    see(30);
    Path other = SampleCaptures.file("slow-reader");
    rig.open(other);
    clock.addAndGet(Nanos.ofMillis(5000));
    capturing.counts = new RecordingCounts(60, 9000, 0, 0);
    model.tick();
    assertThat(model.followingProperty().get()).isFalse();
    assertThat(rig.workspace().filesProperty().get()).containsExactly(other);
  }

  @Test
  void lossesAreTold() {
    start();
    capturing.counts = new RecordingCounts(30, 6600, 4, 1);
    model.tick();
    assertThat(model.losingProperty().get()).isTrue();
    assertThat(model.wordsProperty().get()).endsWith("5 lost");
  }

  @Test
  void aMarkBeginsATime() {
    start();
    see(30);
    model.mark();
    assertThat(capturing.comment).isEqualTo("Mark 1");
    long last = rig.workspace().analysis().measurements().capture().lastNanos();
    capturing.markedNanos = OptionalLong.of(last - 500);
    model.tick();
    assertThat(model.markedProperty().get()).isTrue();
    model.showSinceMark();
    assertThat(rig.workspace().selection().rangeProperty().get())
        .isEqualTo(new TimeSpan(last - 500, last + 1));
  }

  @Test
  void stoppedItShowsTheWhole() {
    start();
    model.stop();
    rig.await(() -> model.stateProperty().get() == State.ENDED);
    assertThat(model.wordsProperty().get()).startsWith("Captured on eth0");
  }

  @Test
  void whyItCannotBeginIsSaidWhereItWasSetUp() {
    capturing.refusal = "Capturing needs a right.\n  sudo something";
    list();
    model.start();
    rig.await(() -> !setUp.problemProperty().get().isEmpty());
    assertThat(setUp.problemProperty().get()).isEqualTo(capturing.refusal);
    assertThat(model.stateProperty().get()).isEqualTo(State.NONE);
  }

  @Test
  void whyItEndedByItselfIsSaidInTheBanner() {
    start();
    capturing.failure = Optional.of("/tmp/a.pcapng cannot be written: no space left");
    capturing.isEnded = true;
    model.tick();
    assertThat(model.stateProperty().get()).isEqualTo(State.ENDED);
    assertThat(rig.workspace().problemProperty().get()).contains("no space left");
  }

  private void list() {
    setUp.list();
    rig.await(() -> !setUp.rows().isEmpty());
  }

  private void sample(InterfaceRow row, long bytes, long millis) {
    row.sample(OptionalLong.of(bytes), Nanos.ofMillis(millis));
  }

  private void start() {
    list();
    model.start();
    rig.await(() -> model.stateProperty().get() == State.RUNNING);
  }

  private void see(long packets) {
    capturing.counts = new RecordingCounts(packets, 6600, 0, 0);
    model.tick();
    rig.await(() -> rig.workspace().analysis() != null);
  }
}
