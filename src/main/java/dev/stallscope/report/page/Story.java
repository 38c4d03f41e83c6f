package dev.stallscope.report.page;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.analysis.LostTimes;
import dev.stallscope.analysis.OpenCapture;
import dev.stallscope.diagnosis.Finding;
import dev.stallscope.diagnosis.LostTime;
import dev.stallscope.diagnosis.Severity;
import dev.stallscope.diagnosis.TimeClaim;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.flow.tcp.TcpConnection;
import dev.stallscope.measure.Layer;
import dev.stallscope.measure.StallCause;
import dev.stallscope.report.CauseShares;
import dev.stallscope.report.Labels;
import dev.stallscope.report.Printable;
import dev.stallscope.report.StallText;
import dev.stallscope.time.TimeSpan;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a page tells: one finding of a capture, or that there is none, and the exchange that shows
 * it best.
 */
public final class Story {
  private final OpenCapture capture;
  private final Optional<Finding> finding;
  private final Labels labels;

  /** The time that the finding tells of. */
  private final LostTimes told;

  /**
   * The story of a finding.
   *
   * @param finding what is told, or empty for a capture without trouble
   * @param labels how what was on the wire is shown
   */
  public Story(OpenCapture capture, Optional<Finding> finding, Labels labels) {
    this.capture = capture;
    this.finding = finding;
    this.labels = labels;
    told =
        LostTimes.ofThese(finding.stream().toList(), capture.analysis().measurements().exchanges());
  }

  public OpenCapture capture() {
    return capture;
  }

  /** What is told, or empty for a capture without trouble. */
  public Optional<Finding> finding() {
    return finding;
  }

  /** How what was on the wire is shown. */
  public Labels labels() {
    return labels;
  }

  /** The finding that cost most, if anything here cost time. */
  public static Story costliest(OpenCapture capture, Labels labels) {
    Optional<Finding> first =
        capture.analysis().findings().stream()
            .filter(finding -> finding.severity() != Severity.INFO)
            .findFirst();
    return new Story(capture, first, labels);
  }

  Analysis analysis() {
    return capture.analysis();
  }

  /** Text that may quote the wire: secrets masked, nothing invisible in it. */
  public String text(String text) {
    return Printable.of(labels.text(text));
  }

  /**
   * The exchange that lost most by the finding; without one, the longest; empty if none is, if time
   * was lost on connections only, or if what happened to the capture itself is told, which makes no
   * exchange slow.
   */
  Optional<Exchange> worst() {
    boolean isOfCapture =
        finding
            .filter(one -> one.rule().layer() == Layer.CAPTURE && one.timeLostNanos() == 0)
            .isPresent();
    return isOfCapture ? Optional.empty() : finding.map(this::worstOf).orElseGet(this::longest);
  }

  private Optional<Exchange> longest() {
    boolean isUnread =
        rows().stream().allMatch(row -> row.kind() == ExchangeKind.CONNECT)
            && analysis().measurements().connections().stream()
                .anyMatch(connection -> connection.uniqueBytes() > 0);
    return isUnread ? Optional.empty() : longest(rows());
  }

  /** The words for what the finding loses time by; empty without a finding. */
  String trouble() {
    return finding.map(one -> StallText.ofRule(one.rule().id())).orElse("");
  }

  /** Whether the finding tells of a cause of the time account. */
  boolean isTold(StallCause cause) {
    return finding.filter(one -> one.causes().contains(cause)).isPresent();
  }

  /** The causes that this finding or another one of the capture tells of. */
  Set<StallCause> troubles() {
    return CauseShares.told(Stream.concat(finding.stream(), analysis().findings().stream()));
  }

  /** What a row lost by the finding, the set-up that it waited for included, by start. */
  List<LostTime> lost(Exchange row) {
    return told.ofExchange(row.id());
  }

  /** The claims of the finding that lost time, the greatest first. */
  List<TimeClaim> claims() {
    return finding.stream()
        .flatMap(one -> one.cost().claims().stream())
        .filter(claim -> claim.lostNanos() > 0)
        .sorted(Comparator.comparingLong(TimeClaim::lostNanos).reversed())
        .toList();
  }

  /** The exchanges that nobody else waited for, by start. */
  List<Exchange> rows() {
    return analysis().measurements().exchanges().stream().filter(Story::isRow).toList();
  }

  /**
   * What the graph of a connection marks. One story a page: another trouble's red beside it would
   * be taken for its cause.
   */
  List<LostTime> marked(int connection) {
    return told.ofConnection(connection);
  }

  /** The time that the page is about: from the first to the last trace of the trouble. */
  TimeSpan focus() {
    Optional<TimeSpan> exchange = worst().map(Exchange::span);
    return finding.map(Finding::span).or(() -> exchange).orElse(new TimeSpan(0, 0));
  }

  private Optional<Exchange> worstOf(Finding one) {
    List<Exchange> rows = one.exchanges().stream().map(this::exchange).map(this::rowOf).toList();
    return told.worst(one.rule().id(), rows)
        .or(() -> longest(rows))
        .or(() -> claims().isEmpty() ? longest(onConnections(one)) : Optional.empty());
  }

  /**
   * The connection that is shown where no exchange is: the one that lost most at once by the
   * finding, since what it carries could not be read or nothing was under way; without a finding
   * the one that carried most.
   */
  OptionalInt connection() {
    if (worst().isPresent()) {
      return OptionalInt.empty();
    }
    return finding.isPresent()
        ? claims().stream().mapToInt(TimeClaim::connection).filter(id -> id >= 0).findFirst()
        : busiest();
  }

  private OptionalInt busiest() {
    return analysis().measurements().connections().stream()
        .max(Comparator.comparingLong(TcpConnection::uniqueBytes))
        .map(busiest -> OptionalInt.of(busiest.id()))
        .orElse(OptionalInt.empty());
  }

  private List<Exchange> onConnections(Finding one) {
    return rows().stream().filter(row -> one.connections().contains(row.connection())).toList();
  }

  private Exchange exchange(int id) {
    return analysis().measurements().exchanges().get(id);
  }

  private static Optional<Exchange> longest(List<Exchange> exchanges) {
    return exchanges.stream().max(Comparator.comparingLong(Exchange::durationNanos));
  }

  /** The row that shows an exchange: itself, or that of the request that waited for it. */
  private Exchange rowOf(Exchange exchange) {
    return isRow(exchange) ? exchange : exchange(exchange.parent());
  }

  /** The set-up that a row waited for. */
  List<Exchange> setUps(Exchange row) {
    return analysis().measurements().exchanges().stream()
        .filter(one -> one.parent() == row.id() && !isRow(one))
        .toList();
  }

  private static boolean isRow(Exchange exchange) {
    return exchange.parent() < 0 || exchange.kind() == ExchangeKind.REQUEST;
  }

  /** The exchanges of the finding, the worst first. */
  List<Exchange> concerned() {
    return Stream.concat(
            worst().stream(),
            finding.stream()
                .flatMap(one -> one.exchanges().stream())
                .map(this::exchange)
                .map(this::rowOf))
        .distinct()
        .toList();
  }
}
