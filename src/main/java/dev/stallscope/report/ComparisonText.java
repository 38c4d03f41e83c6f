package dev.stallscope.report;

import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.probe.compare.ComparedSubject;
import dev.stallscope.probe.compare.Comparison;
import dev.stallscope.probe.compare.PathModel;
import dev.stallscope.probe.compare.RunGroup;
import dev.stallscope.probe.compare.Traffic;
import dev.stallscope.time.DurationText;
import dev.stallscope.time.Nanos;
import java.io.IOException;
import java.util.List;

/** Versions of HTTP side by side, for a person in a terminal. */
public final class ComparisonText {
  /** Another city, another continent, the other side of the earth; a bad network. */
  private static final List<Path> PATHS =
      List.of(
          new Path(20, 0),
          new Path(100, 0),
          new Path(250, 0),
          new Path(100, 0.01),
          new Path(100, 0.03));

  private final Page page;

  private ComparisonText(Page page) {
    this.page = page;
  }

  /** A path that the model tells of. */
  private record Path(long roundTripMillis, double loss) {
    String text() {
      return "%d ms%s"
          .formatted(roundTripMillis, loss == 0 ? "" : ", %.0f %% lost".formatted(loss * 100));
    }
  }

  /**
   * Writes the text.
   *
   * @throws IOException if {@code out} fails
   */
  public static void write(ComparedSubject subject, Labels labels, Ink ink, Appendable out)
      throws IOException {
    Page page = new Page(labels, ink, out);
    page.paragraph("", "  ", title(subject));
    page.line("");
    if (!subject.comparison().allGroups().isEmpty()) {
      ProbeMedians.write(subject.comparison().allGroups(), page);
    }
    new ComparisonText(page).comparison(subject.comparison());
  }

  /** One line that names it: {@code shop.test, 12 resources as one page}. Not redacted. */
  public static String title(ComparedSubject subject) {
    return subject.resources() > 1
        ? "%s, %s as one page"
            .formatted(subject.name(), QuantityText.count(subject.resources(), "resource"))
        : subject.name();
  }

  private void comparison(Comparison comparison) throws IOException {
    if (!comparison.allGroups().isEmpty()) {
      wire(comparison.allGroups());
      traffic(comparison.traffic());
    }
    for (String sentence : VerdictText.sentences(comparison)) {
      page.paragraph("· ", "  ", sentence);
    }
    boolean isOfCalls = comparison.groups().isEmpty() && !comparison.grpc().isEmpty();
    if (!comparison.hasVersions() && !isOfCalls) {
      page.line("Fewer than two versions were spoken: there is nothing to compare.");
    } else if (comparison.roundTripNanos().isPresent()) {
      page.line("");
      model(comparison.allGroups(), comparison.roundTripNanos().getAsLong());
    }
  }

  private void wire(List<RunGroup> groups) throws IOException {
    String form = "%-" + ProbeMedians.nameWidth(groups) + "s%10s%10s%13s  %s";
    page.line(
        page.ink()
            .bold(form.formatted("On the wire", "sent", "received", "round trips", "most of it")));
    for (RunGroup group : groups) {
      page.line(
          form.formatted(
              group.key().text(),
              SizeText.of(group.sentBytes()),
              SizeText.of(group.receivedBytes()),
              group.roundTrips().count(),
              dominant(group)));
    }
    page.line("");
  }

  private static String dominant(RunGroup group) {
    return group.dominant().id() + " " + QuantityText.percent(group.dominantShare());
  }

  private void traffic(List<Traffic> traffic) throws IOException {
    if (traffic.isEmpty()) {
      return;
    }
    page.line(
        page.ink()
            .bold(
                "%-18s%12s%10s%10s%10s%12s%12s"
                    .formatted(
                        "In the packets",
                        "connections",
                        "requests",
                        "packets",
                        "bytes",
                        "sent again",
                        "round trip")));
    for (Traffic one : traffic) {
      page.line(
          "%-18s%12d%10d%10d%10s%12s%12s"
              .formatted(
                  one.version().text(),
                  one.connections(),
                  one.requests(),
                  one.packets(),
                  SizeText.of(one.bytes()),
                  one.sentAgain().isPresent() ? one.sentAgain().getAsLong() : "unknown",
                  one.roundTripNanos().isPresent()
                      ? DurationText.of(one.roundTripNanos().getAsLong())
                      : "unknown"));
    }
    page.line("");
  }

  private void model(List<RunGroup> groups, long roundTripNanos) throws IOException {
    page.faintParagraph(
        "A model, not measured: what the medians would be over paths with another round-trip time"
            + " (here %s) and loss.".formatted(DurationText.of(roundTripNanos)));
    PathModel model = new PathModel(roundTripNanos);
    String name = "%-" + ProbeMedians.nameWidth(groups) + "s";
    StringBuilder header = new StringBuilder(name.formatted("Modelled"));
    PATHS.forEach(path -> header.append(cell(path.text(), path)));
    page.line(page.ink().bold(header.toString()));
    for (RunGroup group : groups) {
      StringBuilder row = new StringBuilder(name.formatted(group.key().text()));
      for (Path path : PATHS) {
        long nanos = model.nanos(group, Nanos.ofMillis(path.roundTripMillis()), path.loss());
        row.append(cell(DurationText.of(nanos), path));
      }
      page.line(row.toString());
    }
  }

  /** At the right of a column that has room for its head and a duration. */
  private static String cell(String text, Path path) {
    int width = Math.max(10, path.text().length() + 2);
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
