package dev.stallscope.report;

import dev.stallscope.analysis.Analysis;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.ExchangeKind;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The HTTP exchanges of an analysis as an HTTP Archive, version 1.2
 * (http://www.softwareishard.com/blog/har-12-spec/). Durations are milliseconds, down to the
 * nanosecond; the timings of an entry add up to its time exactly, the TLS handshake lies within
 * {@code connect}, and what did not happen is -1. Bodies are not kept by an analysis, so there are
 * only their sizes.
 */
public final class HarExport {
  private HarExport() {}

  /**
   * Writes the archive; the stream is left open.
   *
   * @param labels whether secrets are shown
   * @param version of this program
   * @throws IOException if the stream fails
   */
  public static void write(Analysis analysis, Labels labels, String version, OutputStream out)
      throws IOException {
    write(analysis.measurements().exchanges(), labels, version, out);
  }

  /** The same of some exchanges; those that are no HTTP requests are left out. */
  public static void write(
      List<Exchange> exchanges, Labels labels, String version, OutputStream out)
      throws IOException {
    Stream<HarEntry> entries =
        exchanges.stream()
            .filter(exchange -> exchange.kind() == ExchangeKind.REQUEST)
            .flatMap(exchange -> entry(exchange).stream());
    HarWriter.write(entries.toList(), labels, version, out);
  }

  private static Optional<HarEntry> entry(Exchange exchange) {
    Optional<HttpResponse> response = content(exchange.response(), HttpResponse.class);
    return content(exchange.request(), HttpRequest.class)
        .map(
            request ->
                new HarEntry(
                    exchange.span(),
                    exchange.phases(),
                    exchange.server(),
                    request,
                    response,
                    Integer.toString(exchange.connection()),
                    response.isEmpty() ? "The capture holds no response." : ""));
  }

  private static <T> Optional<T> content(Optional<Message> message, Class<T> type) {
    return message.map(one -> one.content().carrier()).filter(type::isInstance).map(type::cast);
  }
}
