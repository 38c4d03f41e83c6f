package dev.stallscope.ui.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.chart.Tone;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.DurationText;
import dev.stallscope.ui.control.detail.Detail;
import dev.stallscope.ui.control.detail.Section;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamsViewModelTest {
  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final StreamsViewModel model = new StreamsViewModel(rig.workspace());

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void nothingIsReadForAPaneThatNobodySees() {
    rig.open(SampleCaptures.file("http2-head-of-line"));
    rig.workspace().selection().selectConnection(0);
    assertThat(model.rows().size()).isZero();
    model.inSightProperty().set(true);
    rig.await(() -> model.rows().size() == 7);
    assertThat(model.vacancyProperty().get()).isEqualTo(StreamsViewModel.Vacancy.NONE);
  }

  @Test
  void aRowSaysWhenItsFirstByteCameHowManyAndForHowLong() {
    show("http2-head-of-line");
    WaterfallColumns.Texts all = model.rows().texts(0, DurationText::of);
    assertThat(all.label()).isEqualTo("All 6 exchanges together");
    WaterfallColumns.Texts row = model.rows().texts(3, nanos -> DurationText.of(nanos - start()));
    assertThat(row.label()).isEqualTo("GET /bytes/60000");
    assertThat(row.status()).isEqualTo("200");
    assertThat(row.size()).isEqualTo("60.2 kB");
    assertThat(row.start()).isEqualTo("130 ms");
  }

  @Test
  void rowsAndTheSelectionFollowEachOther() {
    show("http2-head-of-line");
    List<Exchange> exchanges = exchanges();
    rig.workspace().selection().select(exchanges.getLast());
    assertThat(model.selectedRow()).isEqualTo(6);
    model.select(4);
    assertThat(rig.workspace().selection().selected().exchange())
        .isEqualTo(model.rows().exchange(4).orElseThrow().id());
    int run = model.rows().runs().orElseThrow().rows().get(3).from();
    model.selectRun(run);
    assertThat(rig.workspace().selection().selected().packet())
        .isEqualTo(model.rows().runs().orElseThrow().packet(run));
    assertThat(model.selectedRow()).isEqualTo(4);
    assertThat(model.packetNanos()).isPresent();
    model.select(0);
    assertThat(rig.workspace().selection().selected().connection()).isZero();
    assertThat(model.selectedRow()).isZero();
  }

  @Test
  void anotherConnectionHasOtherRows() {
    show("queued-in-pool");
    assertThat(model.rows().connection()).isZero();
    rig.workspace().selection().selectConnection(2);
    rig.await(() -> model.rows().connection() == 2);
    rig.workspace().selection().selectNothing();
    assertThat(model.rows().size()).isZero();
    assertThat(model.vacancyProperty().get()).isEqualTo(StreamsViewModel.Vacancy.NOTHING_SELECTED);
  }

  @Test
  void whatCannotBeReadIsSaid() {
    show("https-turns");
    assertThat(model.rows().note()).contains("encrypted");
    show("tls12-with-keys-inside");
    assertThat(model.rows().note()).isEmpty();
  }

  @Test
  void pingsOfTheConnectionAreTold() {
    show("grpc-healthy");
    assertThat(model.rows().note()).isEqualTo("4 PINGs answered in 40.3 ms to 40.7 ms");
  }

  @Test
  void theConnectionIsToldOfWhereNoExchangeIsSelected() {
    show("http2-head-of-line");
    rig.await(() -> !model.detailProperty().get().columns().isEmpty());
    assertThat(text("ALL TOGETHER")).isEqualTo("Exchanges: 6\nAt once at most: 5");
    assertThat(text("ANSWER")).contains("Bytes: 241.1 kB").contains("Rate: ");
    assertThat(text("EXCHANGES").lines()).hasSize(6);
    assertThat(text("FINDINGS")).isNotEmpty();
  }

  @Test
  void exchangesThatFollowEachOtherAreNeverTwoAtOnce() {
    show("queued-in-pool");
    rig.await(() -> !model.detailProperty().get().columns().isEmpty());
    assertThat(text("ALL TOGETHER")).isEqualTo("Exchanges: 6\nAt once at most: 1");
  }

  @Test
  void anExchangeIsToldOfWithItsWaits() {
    show("http2-flow-control");
    rig.workspace().selection().zeroNanosProperty().set(start());
    rig.workspace().selection().select(exchanges().getLast());
    rig.await(() -> model.detailProperty().get().title().equals("GET /bytes/400000"));
    assertThat(text("EXCHANGE")).contains("Protocol: HTTP/2").contains("Status: 200");
    assertThat(text("ANSWER")).contains("Bytes: 401.1 kB").contains("First byte: 204 ms");
    assertThat(text("WAITS OF THE ANSWER")).isEqualTo("For permission: 11 times");
    assertThat(text("WHERE ITS TIME WENT")).contains("stream window used up: 910 ms");
    assertThat(tone("WHERE ITS TIME WENT")).as("it is lost").isEqualTo(Tone.STALL);
    assertThat(text("FINDINGS")).contains("910 ms");
  }

  @Test
  void nothingIsToldOfWhatIsClosed() {
    show("http2-flow-control");
    rig.await(() -> !model.detailProperty().get().columns().isEmpty());
    rig.workspace().closeCapture();
    assertThat(model.detailProperty().get()).isEqualTo(Detail.NOTHING);
  }

  private Tone tone(String title) {
    return ((Section.Shares) section(title)).shares().getFirst().tone();
  }

  private String text(String title) {
    return section(title).text();
  }

  private Section section(String title) {
    return model.detailProperty().get().columns().stream()
        .flatMap(List::stream)
        .filter(section -> section.title().equals(title))
        .findFirst()
        .orElseThrow();
  }

  private void show(String sample) {
    model.inSightProperty().set(true);
    rig.workspace().closeCapture();
    rig.open(SampleCaptures.file(sample));
    rig.workspace().selection().selectConnection(0);
    rig.await(() -> model.rows().size() > 0);
  }

  private List<Exchange> exchanges() {
    return Objects.requireNonNull(rig.workspace().analysis()).measurements().exchanges();
  }

  private long start() {
    return exchanges().getFirst().span().startNanos();
  }
}
