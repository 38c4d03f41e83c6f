package dev.stallscope.report;

import dev.stallscope.probe.ProbeFailure;
import dev.stallscope.probe.ProbeHop;
import dev.stallscope.probe.ProbeResult;
import dev.stallscope.probe.ProbeRun;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The requests of a probe as an HTTP Archive, version 1.2, in the form of {@link HarExport}. What
 * failed before a request could be sent has no entry: the format wants a server and a request.
 */
public final class ProbeHar {
  private ProbeHar() {}

  /**
   * Writes the archive; the stream is left open.
   *
   * @param version of this program
   * @throws IOException if the stream fails
   */
  public static void write(ProbeResult result, Labels labels, String version, OutputStream out)
      throws IOException {
    Stream<HarEntry> entries =
        result.runs().stream()
            .flatMap(run -> run.hops().stream().flatMap(hop -> entry(run, hop).stream()));
    HarWriter.write(entries.toList(), labels, version, out);
  }

  private static Optional<HarEntry> entry(ProbeRun run, ProbeHop hop) {
    if (hop.request().isEmpty() || hop.server().isEmpty()) {
      return Optional.empty();
    }
    String failure = hop.failure().map(ProbeFailure::sentence).map(text -> ". " + text).orElse("");
    String kind = run.plan().kind().name().toLowerCase(Locale.ROOT);
    return Optional.of(
        new HarEntry(
            hop.span(),
            hop.phases(),
            hop.server().get(),
            hop.request().get(),
            hop.response(),
            "",
            "Run " + run.plan().number() + ", " + kind + failure));
  }
}
