package dev.stallscope.measure.rate;

import dev.stallscope.exchange.Exchange;
import dev.stallscope.flow.tcp.TcpTrace;
import dev.stallscope.measure.Download;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.time.Ascending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When the bytes of large answers arrived. An answer that shares its part of the stream with others
 * is passed over, since the segments do not tell whose bytes they bring.
 */
public final class DownloadMeter {
  /** Answers of fewer segments have no progress to speak of. */
  private static final int LEAST_SEGMENTS = 4;

  private final TcpTrace trace;
  private final Direction direction;
  private final int first;
  private final int end;

  private DownloadMeter(TcpTrace trace, Direction direction, int first, int end) {
    this.trace = trace;
    this.direction = direction;
    this.first = first;
    this.end = end;
  }

  /**
   * The downloads of a connection.
   *
   * @param exchanges all exchanges on it, by id
   */
  public static List<Download> downloads(TcpTrace trace, List<Exchange> exchanges) {
    List<Download> found = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      exchange
          .response()
          .ifPresent(
              response -> {
                MessageSpan span = response.span();
                if (isAlone(span)) {
                  new DownloadMeter(
                          trace,
                          response.direction(),
                          row(trace, span.firstPacket()),
                          row(trace, span.lastPacket() + 1))
                      .download(exchange.id())
                      .ifPresent(found::add);
                }
              });
    }
    return List.copyOf(found);
  }

  private static boolean isAlone(MessageSpan span) {
    return span.startOffset() >= 0
        && span.lastPacket() - span.firstPacket() >= LEAST_SEGMENTS - 1
        && span.wireBytes() >= span.endOffset() - span.startOffset();
  }

  /** The first row of a packet or of one after it. */
  private static int row(TcpTrace trace, int packet) {
    return Ascending.first(trace.size(), row -> trace.packet(row) >= packet);
  }

  private Optional<Download> download(int exchange) {
    long total = 0;
    int segments = 0;
    for (int row = first; row < end; row++) {
      long bytes = newBytes(row);
      total += bytes;
      segments += bytes > 0 ? 1 : 0;
    }
    return segments < LEAST_SEGMENTS
        ? Optional.empty()
        : Optional.of(new Download(exchange, arrivals(total)));
  }

  private long[] arrivals(long total) {
    long[] arrivals = new long[Download.PARTS];
    int parts = 0;
    long sum = 0;
    for (int row = first; row < end; row++) {
      sum += newBytes(row);
      while (parts < arrivals.length && sum * arrivals.length >= total * (parts + 1)) {
        arrivals[parts++] = trace.epochNanos(row);
      }
    }
    return arrivals;
  }

  /** Bytes that were not captured before. */
  private long newBytes(int row) {
    return trace.direction(row) == direction && trace.originalRow(row) < 0
        ? trace.payloadBytes(row)
        : 0;
  }
}
