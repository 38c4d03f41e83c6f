package dev.stallscope.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.chart.Mark;
import dev.stallscope.chart.TextMeter;
import dev.stallscope.chart.TextStyle;
import dev.stallscope.chart.WaterfallColumns;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.testkit.CaptureScript;
import dev.stallscope.testkit.ManyExchanges;
import dev.stallscope.testkit.OpenedWorkspace;
import dev.stallscope.testkit.SampleCaptures;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import dev.stallscope.time.TimeSpan;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaterfallViewModelTest {
  /** Text of twice the designed size, every letter thirteen pixels wide. */
  private static final TextMeter TWICE =
      new TextMeter() {
        @Override
        public double width(String text, TextStyle style) {
          return 13.0 * text.length();
        }

        @Override
        public double scale() {
          return 2;
        }
      };

  private final OpenedWorkspace rig = new OpenedWorkspace();
  private final WaterfallViewModel model = new WaterfallViewModel(rig.workspace());
  private final RowTexts texts = new RowTexts(model);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void setUpIsPartOfTheRowThatWaitedForIt() {
    open("slow-server");
    assertThat(labels()).hasSize(4).allMatch(label -> label.equals("GET /slow/orders"));
    assertThat(model.count()).isEqualTo("4 rows");
    change(() -> model.choice().showsSetUpProperty().set(true), 5);
    assertThat(labels()).anyMatch(label -> label.startsWith("connect "));
  }

  @Test
  void aRowSaysWhenWhatHowMuchAndHowLong() {
    open("slow-server");
    assertThat(texts.of(1).start()).isEqualTo("886 ms");
    assertThat(texts.tabbed(1)).isEqualTo("886 ms\tGET /slow/orders\t200\t994 B\t642 ms");
    assertThat(texts.spoken(1))
        .isEqualTo("GET /slow/orders, 200, 994 B, 642 ms, slow server for 601 ms");
  }

  @Test
  void whatWasSeenAtOneMomentOnlyHasNoDuration(@TempDir Path folder) throws Exception {
    Path file = CaptureScript.parse("client 0ms SYN").writeTo(folder.resolve("silent.pcap"));
    rig.open(file);
    rig.await(() -> model.rows().size() == 1);
    assertThat(texts.of(0).label()).startsWith("connect ");
    assertThat(texts.of(0).duration()).isEmpty();
  }

  @Test
  void aStartDaysLaterIsToldInDays(@TempDir Path folder) throws Exception {
    String days = "one: client 0ms SYN\ntwo: client 200000000ms SYN";
    rig.open(CaptureScript.parse(days).writeTo(folder.resolve("days.pcap")));
    rig.await(() -> model.rows().size() == 2);
    assertThat(texts.of(1).start()).isEqualTo("2.3 d");
  }

  @Test
  void timesOfTheRulerDoNotCoverEachOtherHoweverLargeTheyAre() {
    open("http1-page");
    for (double width = 900; width < 2400; width += 50) {
      WaterfallColumns columns = WaterfallColumns.of(width, 2);
      List<Mark.Label> times =
          new RowDrawing(model, texts, () -> columns)
              .ruler(48, TWICE).stream()
                  .filter(Mark.Label.class::isInstance)
                  .map(Mark.Label.class::cast)
                  .toList();
      double end = 0;
      for (Mark.Label time : times) {
        assertThat(time.x()).as("%s at %s", time.text(), width).isGreaterThan(end);
        end = time.x() + TWICE.width(time.text(), time.style());
      }
    }
  }

  @Test
  void rowsAreNestedUnderConnectionsAndUnderWhoWaited() {
    open("dns-timeout");
    change(() -> model.choice().groupingProperty().set(Grouping.PARENT), 4);
    assertThat(labels().getFirst()).startsWith("GET ");
    assertThat(depths()).containsExactly(0, 1, 1, 1);
    change(() -> model.choice().groupingProperty().set(Grouping.CONNECTION), 6);
    assertThat(labels()).anyMatch(label -> label.startsWith("Without a connection · 2 rows"));
    assertThat(labels()).contains("Connection 0 · HTTP/1.1 · 1 request · workshop.test");
    change(() -> model.choice().groupingProperty().set(Grouping.HOST), 2);
    assertThat(depths()).containsExactly(0, 1);
  }

  @Test
  void thePlaceForRowsHasRoomForHeadingsAndStaysWhatTheFilterLeavesOut() {
    open("queued-in-pool");
    assertThat(model.rows().whole()).isEqualTo(30);
    change(() -> model.choice().groupingProperty().set(Grouping.CONNECTION), 40);
    assertThat(model.rows().whole()).isEqualTo(40);
    change(() -> model.choice().filterProperty().set("slower-than:10s"), 0);
    assertThat(model.rows().whole()).isEqualTo(40);
    model.choice().groupingProperty().set(Grouping.HOST);
    rig.await(() -> model.rows().whole() == 31);
  }

  @Test
  void theHeadingOfAConnectionSaysWhatIsSpokenAndHowLongItLasted() {
    open("http2-concurrent-calls");
    model.choice().groupingProperty().set(Grouping.CONNECTION);
    rig.await(() -> model.rows().heading(0).isPresent());
    assertThat(labels().getFirst()).matches("Connection 0 · HTTP/2 · \\d+ streams · .+");
    TimeSpan own = analysis().measurements().span(0);
    assertThat(model.rows().heading(0).orElseThrow().span()).isEqualTo(own);
    assertThat(texts.of(0).duration()).isEqualTo(DurationText.of(own.durationNanos()));
    assertThat(model.rows().heading(0).orElseThrow().timeline().pieces()).isNotEmpty();
  }

  @Test
  void columnsSortBothWays() {
    open("healthy-page");
    List<String> byTime = labels();
    sort(ExchangeColumn.DURATION);
    assertThat(labels().getFirst()).isEqualTo("GET /page/start");
    sort(ExchangeColumn.LABEL);
    assertThat(labels()).isSorted();
    sort(ExchangeColumn.LABEL);
    assertThat(labels().getFirst()).isEqualTo("GET /page/start");
    sort(ExchangeColumn.START);
    assertThat(labels()).isEqualTo(byTime);
  }

  @Test
  void rowsAreSortedByWhatIsNotShownToo() {
    open("slow-server");
    sort(ExchangeColumn.LATENCY);
    assertThat(latencies()).isSortedAccordingTo(Comparator.reverseOrder());
    sort(ExchangeColumn.LATENCY);
    assertThat(latencies()).isSorted();
    sort(ExchangeColumn.END);
    assertThat(IntStream.range(0, 4).mapToObj(this::end).toList()).isSorted();
    for (ExchangeColumn column : ExchangeColumn.values()) {
      sort(column);
      assertThat(model.rows().size()).as(column.title()).isEqualTo(4);
    }
  }

  private List<Long> latencies() {
    return IntStream.range(0, model.rows().size())
        .mapToObj(row -> model.table().latencyNanos(model.rows().exchange(row)).orElseThrow())
        .toList();
  }

  private long end(int row) {
    return model.table().exchange(model.rows().exchange(row)).span().endNanos();
  }

  @Test
  void columnsThatAreAddedAreInTheirOrderAndSpoken() {
    open("slow-server");
    model.choice().toggle(ExchangeColumn.LATENCY);
    model.choice().toggle(ExchangeColumn.HOST);
    assertThat(model.choice().columnsProperty().get())
        .containsExactly(ExchangeColumn.HOST, ExchangeColumn.LATENCY);
    assertThat(texts.of(1).extras()).containsExactly("workshop.test", "642 ms");
    assertThat(texts.tabbed(1))
        .isEqualTo("886 ms\tGET /slow/orders\t200\tworkshop.test\t642 ms\t994 B\t642 ms");
    assertThat(texts.spoken(1)).contains("642 ms, Host workshop.test, Latency 642 ms, slow server");
    model.choice().toggle(ExchangeColumn.HOST);
    assertThat(texts.of(1).extras()).containsExactly("642 ms");
  }

  @Test
  void fieldsOfTheAnswerAreColumnsThatSortAndAreRemembered() {
    open("redirect-chain");
    HeaderColumn location = new HeaderColumn("location");
    assertThat(model.table().headerNames()).contains("location", "content-type");
    model.choice().toggle(location);
    model.choice().toggle(ExchangeColumn.HOST);
    assertThat(model.choice().columnsProperty().get())
        .containsExactly(ExchangeColumn.HOST, location);
    assertThat(location.title()).isEqualTo("Location");
    assertThat(texts.of(0).extras().getLast()).isEqualTo("/hop/3");
    sort(location);
    List<String> values =
        IntStream.range(0, model.rows().size())
            .mapToObj(row -> texts.of(row).extras().getLast())
            .toList();
    long with = values.stream().filter(value -> !value.isEmpty()).count();
    assertThat(with).isPositive().isLessThan(values.size());
    assertThat(values.subList(0, (int) with)).isSorted().doesNotContain("");
    RowChoice next = new WaterfallViewModel(rig.workspace()).choice();
    assertThat(next.columnsProperty().get()).containsExactly(ExchangeColumn.HOST, location);
    assertThat(next.orderProperty().get()).isEqualTo(new RowOrder(location, false));
  }

  @Test
  void headersThatCountAreSortedByTheirNumbers(@TempDir Path folder) throws Exception {
    StringBuilder script = new StringBuilder("client 0ms handshake rtt 10ms\n");
    for (int bytes : new int[] {90, 1835, 7}) {
      script.append("client +1ms http-request GET /").append(bytes).append('\n');
      script.append("server +12ms http-response 200 ").append(bytes).append('\n');
    }
    rig.open(CaptureScript.parse(script.toString()).writeTo(folder.resolve("sizes.pcap")));
    HeaderColumn length = new HeaderColumn("content-length");
    model.choice().toggle(length);
    sort(length);
    assertThat(
            IntStream.range(0, model.rows().size())
                .mapToObj(row -> texts.of(row).extras().getLast()))
        .containsExactly("7", "90", "1835");
  }

  @Test
  void severalFieldsOfANameAreToldTogetherAndSecretsInThemMasked(@TempDir Path folder)
      throws Exception {
    String script =
        """
        client 0ms handshake rtt 10ms
        client 11ms data "GET / HTTP/1.1\\r\\nHost: shop.test\\r\\n\\r\\n"
        server 25ms data "HTTP/1.1 200 OK\\r\\nSet-Cookie: id=17; Path=/\\r\\nSet-Cookie: basket=9\\r\\nVary: Accept\\r\\nContent-Length: 0\\r\\n\\r\\n"
        """;
    rig.open(CaptureScript.parse(script).writeTo(folder.resolve("cookies.pcap")));
    rig.await(() -> model.rows().size() > 0);
    model.choice().toggle(new HeaderColumn("set-cookie"));
    assertThat(texts.of(0).extras()).containsExactly("id=***; Path=/, basket=***");
    assertThat(model.table().headerNames()).containsExactly("set-cookie", "content-length", "vary");
  }

  @Test
  void whereNoRowMatchesTheKeyThatMayHaveBeenMeantIsSaid() {
    open("slow-server");
    change(() -> model.choice().filterProperty().set("hots:workshop"), 0);
    assertThat(model.count()).isEqualTo("0 of 4 – did you mean host:?");
    change(() -> model.choice().filterProperty().set("host:workshop"), 4);
    assertThat(model.count()).isEqualTo("4 rows");
  }

  @Test
  void aPinnedRowComesFirstWhateverTheFilterSays() {
    open("healthy-page");
    String last = labels().getLast();
    model.select(4);
    change(
        () -> {
          model.togglePin();
          model.choice().filterProperty().set("bikes");
        },
        2);
    assertThat(labels().getFirst()).isEqualTo(last);
    assertThat(model.isPinned(0)).isTrue();
    assertThat(texts.spoken(0)).contains("pinned");
    change(model::togglePin, 1);
    assertThat(labels()).noneMatch(last::equals);
  }

  @Test
  void theNextMatchIsTheNextRowAndAfterTheLastTheFirst() {
    open("healthy-page");
    change(() -> model.choice().filterProperty().set("bikes|prices"), 2);
    model.selection().selectNothing();
    model.step(true);
    assertThat(model.selectedRow()).isZero();
    model.step(true);
    assertThat(model.selectedRow()).isEqualTo(1);
    model.step(true);
    assertThat(model.selectedRow()).isZero();
    model.step(false);
    assertThat(model.selectedRow()).isEqualTo(1);
  }

  @Test
  void whatIsRelatedToARowIsFoundAndItsCauseGoneTo() {
    open("dns-timeout");
    change(() -> model.choice().showsSetUpProperty().set(true), 4);
    int request = IntStream.range(0, 4).filter(this::isRequest).findFirst().orElseThrow();
    model.relate(request);
    rig.await(() -> model.relatedProperty().get().exchange() >= 0);
    assertThat(model.relatedProperty().get().caused()).hasSize(3);
    int lookup = model.relatedProperty().get().caused().iterator().next();
    model.relate(-1);
    assertThat(model.relatedProperty().get()).isEqualTo(RelatedRows.Related.NONE);
    model.selection().select(model.table().exchange(lookup));
    model.selectCause();
    rig.await(() -> model.selectedRow() == request);
    model.selectCause();
    rig.await(() -> !rig.workspace().problemProperty().get().isEmpty());
    assertThat(rig.workspace().problemProperty().get()).contains("no redirect, no Referer");
  }

  private boolean isRequest(int row) {
    return model.table().exchange(model.rows().exchange(row)).label().startsWith("GET ");
  }

  @Test
  void aFilterLeavesWhatItMatches() {
    open("healthy-page");
    change(() -> model.choice().filterProperty().set("bikes|prices"), 2);
    assertThat(model.count()).isEqualTo("2 of 5");
    model.choice().filterProperty().set("slower-than:soon");
    assertThat(model.problem()).contains("soon");
    change(() -> model.choice().filterProperty().set(""), 5);
  }

  @Test
  void aBrushedRangeShowsItsRowsOverItsTime() {
    open("slow-server");
    TimeSpan second = model.table().exchange(model.rows().exchange(1)).span();
    TimeSpan range = new TimeSpan(second.startNanos() + 1, second.endNanos() - 1);
    change(() -> model.selection().rangeProperty().set(range), 1);
    assertThat(model.axis().viewProperty().get()).isEqualTo(range);
    change(() -> model.selection().rangeProperty().set(null), 4);
    assertThat(model.axis().viewProperty().get()).isEqualTo(model.table().span());
  }

  @Test
  void theRowsOfTheSelectedFindingAreMarked() {
    open("syn-loss");
    Finding finding = analysis().findings().getFirst();
    model.selection().select(finding);
    assertThat(model.selectedRow()).isZero();
    assertThat(texts.of(0).label()).startsWith("GET ");
    assertThat(model.isMarked(0)).isTrue();
    model.selection().selectNothing();
    assertThat(model.selectedRow()).isEqualTo(-1);
    assertThat(model.isMarked(0)).isFalse();
  }

  @Test
  void aSelectedSetUpIsShownInTheRowThatWaitedForIt() {
    open("slow-server");
    model.selection().select(exchange(ExchangeKind.CONNECT));
    assertThat(model.selectedRow()).isZero();
  }

  @Test
  void aRowSelectsItsExchangeAndAHeadingItsConnection() {
    open("queued-in-pool");
    model.select(7);
    assertThat(model.selection().selected().exchange()).isEqualTo(model.rows().exchange(7));
    change(() -> model.choice().groupingProperty().set(Grouping.CONNECTION), 40);
    model.select(0);
    assertThat(model.selection().selected().connection()).isZero();
    assertThat(model.selection().selected().exchange()).isEqualTo(-1);
    assertThat(model.selectedRow()).isZero();
    assertThat(model.isMarked(0)).isTrue();
  }

  @Test
  void zoomingHoldsTheTimeUnderThePointerAndStopsAtTheEnds() {
    open("slow-server");
    TimeSpan whole = model.table().span();
    model.axis().zoom(0, 2);
    assertThat(model.axis().viewProperty().get().startNanos()).isEqualTo(whole.startNanos());
    assertThat(model.axis().viewProperty().get().durationNanos())
        .isEqualTo(Math.round(whole.durationNanos() / 2.0));
    model.axis().pan(10);
    assertThat(model.axis().viewProperty().get().endNanos()).isEqualTo(whole.endNanos());
    model.axis().zoom(0.5, 1e-9);
    assertThat(model.axis().viewProperty().get()).isEqualTo(whole);
  }

  @Test
  void roomForWordsBehindBarsIsPartOfAllTheTimeAndLeavesAZoomAsItIs() {
    open("slow-server");
    TimeSpan whole = model.table().span();
    long room = whole.durationNanos() / 5;
    model.axis().makeRoom(room);
    TimeSpan longer = new TimeSpan(whole.startNanos(), whole.endNanos() + room);
    assertThat(model.axis().viewProperty().get()).isEqualTo(longer);
    model.axis().zoom(0, 2);
    TimeSpan zoomed = model.axis().viewProperty().get();
    model.axis().makeRoom(0);
    assertThat(model.axis().viewProperty().get()).isEqualTo(zoomed);
    model.axis().showAll();
    assertThat(model.axis().viewProperty().get()).isEqualTo(whole);
  }

  @Test
  void whatIsSelectedOutsideOfTheViewIsBroughtIn() {
    open("slow-server");
    model.axis().zoom(0, 20);
    model.select(3);
    TimeSpan last = model.table().exchange(model.rows().exchange(3)).span();
    assertThat(model.axis().viewProperty().get().overlaps(last)).isTrue();
    model.zoomToSelected();
    assertThat(model.axis().viewProperty().get().durationNanos())
        .isBetween(last.durationNanos(), 2 * last.durationNanos());
  }

  @Test
  void timesAreCountedFromWhatIsCalledZero() {
    open("slow-server");
    model.select(1);
    model.zeroAtSelected();
    assertThat(texts.of(1).start()).isEqualTo("0 s");
    assertThat(texts.of(0).start()).isEqualTo("-886 ms");
    model.zeroAtStart();
    assertThat(texts.of(0).start()).isEqualTo("0 s");
  }

  @Test
  void timesFarFromZeroAreWholeSeconds() {
    open("slow-server");
    long start = model.table().span().startNanos();
    assertThat(texts.time(start + 3_283_400_000_000L)).isEqualTo("3,283 s");
    assertThat(texts.time(start - 3_283_400_000_000L)).isEqualTo("-3,283 s");
    assertThat(texts.time(start + 99_000_000_000L)).isEqualTo("99 s");
  }

  @Test
  void secretsInLabelsAreMasked(@TempDir Path folder) throws Exception {
    rig.open(ManyExchanges.write(folder.resolve("tokens.pcap"), 20));
    rig.await(() -> model.rows().size() == 20);
    assertThat(labels())
        .allMatch(label -> label.startsWith("GET /item/"))
        .noneMatch(label -> label.contains(ManyExchanges.SECRET));
  }

  @Test
  void anotherCaptureStartsAnew() {
    open("slow-server");
    model.axis().zoom(0, 4);
    open("healthy-page");
    assertThat(model.axis().viewProperty().get()).isEqualTo(model.table().span());
    assertThat(model.axis().zeroNanosProperty().get()).isEqualTo(model.table().span().startNanos());
    rig.workspace().closeCapture();
    assertThat(model.rows().size()).isZero();
  }

  @Test
  void aHundredThousandExchangesAreFilteredAndSortedWhileTheWindowWaitsForNothing(
      @TempDir Path folder) throws Exception {
    int count = 100_000;
    rig.open(ManyExchanges.write(folder.resolve("many.pcap"), count));
    rig.await(() -> model.rows().size() == count);
    long start = System.nanoTime();
    model.choice().filterProperty().set("status:5xx");
    model.choice().sort(ExchangeColumn.DURATION);
    model.choice().groupingProperty().set(Grouping.HOST);
    assertThat(System.nanoTime() - start).isLessThan(Nanos.PER_SECOND);
    rig.await(() -> model.rows().size() == 1 + count / 1000);
    assertThat(model.count()).isEqualTo("100 of 100,000");
  }

  @Test
  void copiesRowsAndTheFilterForTheirPackets() {
    open("slow-server");
    RowCopy copy = new RowCopy(model, texts);
    assertThat(copy.text(List.of(0, 1)).lines()).hasSize(2);
    String filter = copy.filter(List.of(0, 1), Objects.requireNonNull(rig.workspace().capture()));
    assertThat(filter).startsWith("(tcp.stream eq 0 && frame.number >= ").contains(") || (");
  }

  @Test
  void theFilterForVeryManyRowsIsOfTheirConnections(@TempDir Path folder) throws Exception {
    rig.open(ManyExchanges.write(folder.resolve("many.pcap"), 300));
    rig.await(() -> model.rows().size() == 300);
    RowCopy copy = new RowCopy(model, texts);
    List<Integer> all = IntStream.range(0, 300).boxed().toList();
    assertThat(copy.isCoarse(all)).isTrue();
    assertThat(copy.filter(all, Objects.requireNonNull(rig.workspace().capture())))
        .isEqualTo("tcp.stream in {0..19}");
    assertThat(copy.isCoarse(all.subList(0, 200))).isFalse();
  }

  @Test
  void aFoldedGroupIsAHeadingThatStillCountsAndOpensForWhatIsSelected() {
    open("slow-server");
    change(() -> model.choice().groupingProperty().set(Grouping.CONNECTION), 6);
    String title = model.rows().heading(0).orElseThrow().title();
    change(() -> model.choice().fold(title, true), 1);
    assertThat(labels().getFirst()).contains("· 4 requests ·").endsWith(", folded");
    assertThat(model.count()).isEqualTo("5 rows");
    change(() -> rig.workspace().selection().select(exchange(ExchangeKind.REQUEST)), 6);
    assertThat(model.selectedRow()).isPositive();
  }

  @Test
  void groupsAndOrderAreRememberedButNoFilter() {
    model.choice().groupingProperty().set(Grouping.HOST);
    model.choice().sort(ExchangeColumn.SIZE);
    model.choice().showsSetUpProperty().set(true);
    model.choice().filterProperty().set("x");
    RowChoice next = new WaterfallViewModel(rig.workspace()).choice();
    assertThat(next.groupingProperty().get()).isEqualTo(Grouping.HOST);
    assertThat(next.orderProperty().get()).isEqualTo(new RowOrder(ExchangeColumn.SIZE, true));
    assertThat(next.showsSetUpProperty().get()).isTrue();
    assertThat(next.filterProperty().get()).isEmpty();
  }

  private void open(String sample) {
    rig.open(SampleCaptures.file(sample));
    rig.await(() -> model.rows().size() > 0);
  }

  private void change(Runnable change, int rows) {
    change.run();
    rig.await(() -> model.rows().size() == rows);
  }

  private void sort(RowColumn column) {
    RowList before = model.rows();
    model.choice().sort(column);
    rig.await(() -> !model.rows().equals(before));
  }

  private Analysis analysis() {
    return Objects.requireNonNull(rig.workspace().analysis());
  }

  private Exchange exchange(ExchangeKind kind) {
    return analysis().measurements().exchanges().stream()
        .filter(one -> one.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private List<String> labels() {
    return IntStream.range(0, model.rows().size()).mapToObj(row -> texts.of(row).label()).toList();
  }

  private List<Integer> depths() {
    return IntStream.range(0, model.rows().size()).mapToObj(model.rows()::depth).toList();
  }
}
