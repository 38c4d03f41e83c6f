package dev.stallscope.ui.waterfall;

import dev.stallscope.chart.SharedTimeline;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.Message;
import dev.stallscope.time.TimeSpan;
import dev.stallscope.ui.text.Texts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The headings of groups of rows. */
final class RowGroups {
  private static final int MOST_PROTOCOLS = 2;

  private final ExchangeTable table;
  private final Set<String> folded;

  /**
   * @param folded titles of the groups of which only the heading is wanted
   */
  RowGroups(ExchangeTable table, Set<String> folded) {
    this.table = table;
    this.folded = folded;
  }

  /** Over the rows of one host, of which there is at least one. */
  RowList.Heading host(List<Integer> members) {
    String title = table.host(members.getFirst());
    return heading(title, counted(title, members), extent(members), SharedTimeline.NONE, members);
  }

  /** Over the rows of one connection, or those of none. */
  RowList.Heading connection(List<Integer> members) {
    int connection = first(members).connection();
    if (connection < 0) {
      String title = Texts.of("waterfall.no-connection");
      return heading(title, counted(title, members), extent(members), SharedTimeline.NONE, members);
    }
    String number = Integer.toString(connection);
    String host = table.host(members.getFirst());
    return heading(
        Texts.of("waterfall.connection", number, host),
        Texts.of("waterfall.connection-heading", number, use(members), host),
        table.connectionSpan(connection).orElseGet(() -> extent(members)),
        SharedTimeline.of(
            members.stream().map(table::exchange).toList(), exchange -> table.lost(exchange.id())),
        members);
  }

  private static String counted(String title, List<Integer> members) {
    return Texts.of("waterfall.heading", title, members.size());
  }

  private RowList.Heading heading(
      String title, String label, TimeSpan span, SharedTimeline timeline, List<Integer> members) {
    return new RowList.Heading(
        title, label, span, timeline, first(members).connection(), folded.contains(title));
  }

  private Exchange first(List<Integer> members) {
    return table.exchange(members.getFirst());
  }

  private TimeSpan extent(List<Integer> members) {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (int id : members) {
      start = Math.min(start, table.exchange(id).span().startNanos());
      end = Math.max(end, table.exchange(id).span().endNanos());
    }
    return new TimeSpan(start, end);
  }

  /** What is spoken on a connection, and how often it was asked for something. */
  private String use(List<Integer> members) {
    List<Exchange> requests =
        members.stream().map(table::exchange).filter(one -> !one.kind().isSetUp()).toList();
    Stream<Exchange> speakers =
        requests.isEmpty() ? members.stream().map(table::exchange) : requests.stream();
    String protocols =
        speakers
            .map(Exchange::protocol)
            .filter(protocol -> protocol != AppProtocol.UNKNOWN)
            .distinct()
            .limit(MOST_PROTOCOLS)
            .map(AppProtocol::title)
            .collect(Collectors.joining(", "));
    boolean isMultiplexed = requests.stream().anyMatch(RowGroups::isStream);
    return Texts.of(
        isMultiplexed ? "waterfall.connection-streams" : "waterfall.connection-requests",
        protocols.isEmpty() ? AppProtocol.UNKNOWN.title() : protocols,
        requests.size());
  }

  /** Whether it may be under way at the same time as others of its connection. */
  private static boolean isStream(Exchange exchange) {
    Optional<Message> message = exchange.request().or(exchange::response);
    return message.filter(one -> one.correlation() instanceof Correlation.ByKey).isPresent();
  }
}
