package dev.stallscope.report;

import dev.stallscope.diagnosis.QuantityText;
import dev.stallscope.probe.compare.CaptureSubject;
import dev.stallscope.probe.compare.CaptureVersions;
import dev.stallscope.protocol.http.HttpVersion;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The versions of HTTP that a capture holds side by side, for a person in a terminal. */
public final class CaptureVersionsText {
  static final String PROBE = "`stallscope probe --compare URL`";

  private CaptureVersionsText() {}

  /**
   * Writes the text.
   *
   * @param subjects of {@code found} that are asked about
   * @param most how many are told of
   * @throws IOException if {@code out} fails
   */
  public static void write(
      CaptureVersions found,
      List<CaptureSubject> subjects,
      int most,
      Labels labels,
      Ink ink,
      Appendable out)
      throws IOException {
    Page page = new Page(labels, ink, out);
    if (found.subjects().isEmpty()) {
      page.paragraph("", "", obstacle(found, PROBE));
      return;
    }
    for (CaptureSubject subject : subjects.subList(0, Math.min(most, subjects.size()))) {
      ComparisonText.write(subject.compared(), labels, ink, out);
      page.line("");
    }
    if (found.isAcrossPorts()) {
      page.paragraph("", "", acrossPorts());
    }
    int more = subjects.size() - most;
    if (more > 0) {
      page.line(
          "%s more can be compared: --all tells of all, --url TEXT of some."
              .formatted(QuantityText.count(more, "resource")));
    }
  }

  /** That ports were disregarded. */
  public static String acrossPorts() {
    return "The versions were spoken on different ports of a host: whether the same program answers"
        + " there is for you to know.";
  }

  /**
   * Why nothing can be compared, and what to do; only where nothing can.
   *
   * @param probe how to have the probe compare
   */
  public static String obstacle(CaptureVersions found, String probe) {
    String encrypted =
        found.encrypted() == 0
            ? ""
            : " %s could not be read for want of keys: open the key log with the capture; how to"
                    .formatted(QuantityText.count(found.encrypted(), "encrypted connection"))
                + " record one is told by `stallscope explain tls-keys`.";
    return switch (found.versions().size()) {
      case 0 ->
          "The capture holds no HTTP request with a whole answer that could be read." + encrypted;
      case 1 ->
          "%s made in %s, so there is nothing to compare it with."
                  .formatted(readable(found), found.versions().getFirst().text())
              + encrypted
              + " Capture the same in another version (`curl --http1.1`, `--http2`, `--http3`) and"
              + " open both captures at once, or let the probe compare: "
              + probe
              + ".";
      default ->
          "%s were spoken, but nothing was asked for in more than one of them."
                  .formatted(versions(found))
              + encrypted
              + " Ask for the same URL in each version while you capture, or let the probe compare: "
              + probe
              + ".";
    };
  }

  private static String readable(CaptureVersions found) {
    return found.requests() == 1
        ? "The only request that could be read was"
        : "All %s that could be read were"
            .formatted(QuantityText.count(found.requests(), "request"));
  }

  private static String versions(CaptureVersions found) {
    return found.versions().stream()
        .sorted(Comparator.naturalOrder())
        .map(HttpVersion::text)
        .collect(Collectors.joining(" and "));
  }
}
