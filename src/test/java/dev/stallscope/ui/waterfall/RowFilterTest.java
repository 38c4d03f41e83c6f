package dev.stallscope.ui.waterfall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.analysis.AnalysisProgress;
import dev.stallscope.analysis.Analyzer;
import dev.stallscope.testkit.SampleCaptures;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFilterTest {
  private static ExchangeTable table;

  @BeforeAll
  static void analyse() throws Exception {
    // two lookups, three set-ups, requests of two hosts
    List<String> samples = List.of("dns-timeout", "healthy-page", "slow-server", "redirect-chain");
    table =
        ExchangeTable.of(
            Analyzer.analyze(
                samples.stream().map(SampleCaptures::file).toList(), AnalysisProgress.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "page, id -> label contains page",
    "method:get, method",
    "status:302|301, redirects",
    "status:3xx, redirects",
    "slower-than:600ms, slow",
    "phase:dns, dns",
    "finding:slow-server, finding",
    "larger-than:990, large",
    "mime-type:json, type",
    "has-response-header:location, redirects",
    "domain:workshop.test, host",
    "status-code:200, status",
  })
  void aWordAndItsOppositePartAllRows(String word, String why) {
    List<Integer> with = ids(word);
    List<Integer> without = ids("-" + word);
    assertThat(with).as(why).isNotEmpty();
    assertThat(without).as(why).isNotEmpty();
    assertThat(with.size() + without.size()).isEqualTo(table.size());
    assertThat(ids("!" + word)).isEqualTo(without);
  }

  @Test
  void keysLookAtWhatTheyName() {
    assertThat(ids("status:200")).allMatch(id -> table.status(id).equals("200"));
    assertThat(ids("slower-than:600ms"))
        .allMatch(id -> table.exchange(id).durationNanos() > 600_000_000L);
    assertThat(ids("conn:1")).allMatch(id -> table.exchange(id).connection() == 1);
    assertThat(ids("host:workshop.test")).allMatch(id -> table.host(id).equals("workshop.test"));
    assertThat(ids("status:failed")).allMatch(id -> table.exchange(id).isFailed());
  }

  @Test
  void theWordsOfBrowsersMeanWhatTheyMeanThere() {
    assertThat(ids("domain:workshop.test")).isEqualTo(ids("host:workshop.test"));
    assertThat(ids("status-code:200")).isEqualTo(ids("status:200"));
    assertThat(ids("larger-than:990b")).allMatch(id -> table.sizeBytes(id).orElse(0) > 990);
    assertThat(ids("larger-than:0.99k")).isEqualTo(ids("larger-than:990"));
    assertThat(ids("mime-type:json"))
        .allMatch(id -> table.header(id, "content-type").contains("json"));
    assertThat(ids("has-response-header:Location")).isEqualTo(ids("status:301|302"));
    assertThat(RowFilter.parse("larger-than:big").problem())
        .isEqualTo("‘big’ is no size such as 10k");
  }

  @Test
  void aKeyThatIsMistypedIsKnownFromWhatIsNear() {
    assertThat(RowFilter.parse("slow hots:foo").meant()).contains(FilterKey.HOST);
    assertThat(RowFilter.parse("-slower:1s").meant()).contains(FilterKey.SLOWER_THAN);
    assertThat(RowFilter.parse("http://shop.test user:17 host:x").meant()).isEmpty();
  }

  @Test
  void wordsMustAllMatchAndValuesNeedNot() {
    List<Integer> both = ids("slow orders");
    assertThat(both).isNotEmpty().allMatch(id -> table.label(id).contains("/slow/orders"));
    assertThat(ids("orders|bikes")).hasSize(ids("orders").size() + ids("bikes").size());
    assertThat(ids("\"GET /slow\"")).isEqualTo(both);
    assertThat(ids("status:200 -slow"))
        .hasSize(ids("status:200").size() - ids("status:200 slow").size());
  }

  @Test
  void whileAValueIsMissingEverythingIsShown() {
    assertThat(ids("host:")).hasSize(table.size());
    assertThat(ids("-")).hasSize(table.size());
    assertThat(ids("  ")).hasSize(table.size());
  }

  @Test
  void aValueThatMakesNoSenseIsSaidAndLeftOut() {
    assertThat(RowFilter.parse("slower-than:fast").problem())
        .isEqualTo("‘fast’ is no duration such as 200ms");
    assertThat(RowFilter.parse("phase:lunch").problem()).contains("lunch");
    assertThat(RowFilter.parse("conn:x").problem()).contains("x");
    assertThat(ids("slower-than:fast slow")).isEqualTo(ids("slow"));
    assertThat(RowFilter.parse("host:a slower-than:1.5s http://x").problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"200ms,200000000", "200,200000000", "1.5s,1500000000", "300us,300000", "3µs,3000"})
  void durationsAreReadAsTyped(String word, long nanos) {
    assertThat(DurationWord.nanos(word)).hasValue(nanos);
  }

  @Test
  void completionsOfferKeysAndThenValuesThatOccur() {
    assertThat(offered("-st")).containsExactly("status:");
    assertThat(offered("!st")).containsExactly("status:");
    assertThat(offered("x host:work")).containsExactly("workshop.test");
    assertThat(offered("status:200|30")).containsExactly("302");
    assertThat(offered("nothing:")).isEmpty();
    assertThat(offered("finding:slow")).contains("slow-server-response");
    assertThat(offered("has-response-header:lo")).containsExactly("location");
    assertThat(offered("mime-type:application")).contains("application/json");
    Completion completion = Completion.of("host:work status:200", 9, table).getFirst();
    assertThat(completion.in("host:work status:200", 9)).isEqualTo("host:workshop.test status:200");
  }

  private static List<String> offered(String filter) {
    return Completion.of(filter, filter.length(), table).stream().map(Completion::text).toList();
  }

  private static List<Integer> ids(String filter) {
    IntPredicate matches = RowFilter.parse(filter).on(table);
    return IntStream.range(0, table.size()).filter(matches).boxed().toList();
  }
}
