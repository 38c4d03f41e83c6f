package dev.stallscope.analysis;

import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A response of a sender in slow start over one narrow link with a deep queue, as a scenario for
 * {@link ScriptedFindings}: nothing is lost, and what the link cannot pass on waits before it.
 */
final class LinkScript {
  private static final int SEGMENT = 1448;
  private static final int FIRST_WINDOW = 10;
  private static final long HALF_TRIP = Nanos.ofMillis(20);
  private static final long REACTION = Nanos.ofMicros(10);
  private static final long BEGIN = Nanos.ofMillis(80);

  private final int segments;
  private final int mostInFlight;
  private final boolean isNearClient;
  private final long awayNanos;
  private final long[] sent;
  private final long[] passed;

  private LinkScript(int segments, int mostInFlight, boolean isNearClient, long awayNanos) {
    this.segments = segments;
    this.mostInFlight = mostInFlight;
    this.isNearClient = isNearClient;
    this.awayNanos = awayNanos;
    this.sent = new long[segments];
    this.passed = new long[segments];
  }

  /**
   * The scenario of a link that passes the first segments at one rate and the rest at another.
   *
   * @param fastSegments how many pass at the first rate
   */
  static String of(
      int segments,
      int mostInFlight,
      boolean isNearClient,
      int fastSegments,
      long fastBitsPerSecond,
      long slowBitsPerSecond) {
    LinkScript link = new LinkScript(segments, mostInFlight, isNearClient, 0);
    link.transfer(fastSegments, fastBitsPerSecond, slowBitsPerSecond);
    return link.text();
  }

  /** The same, captured half-way between the link and the client. */
  static String behindLink(
      int segments,
      int mostInFlight,
      int fastSegments,
      long fastBitsPerSecond,
      long slowBitsPerSecond) {
    LinkScript link = new LinkScript(segments, mostInFlight, true, HALF_TRIP / 2);
    link.transfer(fastSegments, fastBitsPerSecond, slowBitsPerSecond);
    return link.text();
  }

  private void transfer(int fastSegments, long fast, long slow) {
    long linkFree = BEGIN;
    int acknowledged = 0;
    long now = BEGIN;
    for (int i = 0; i < segments; i++) {
      while (i - acknowledged >= Math.min(mostInFlight, FIRST_WINDOW + acknowledged)) {
        now = Math.max(now, passed[acknowledged++ | 1] + 2 * HALF_TRIP + REACTION);
      }
      sent[i] = now;
      long rate = i < fastSegments ? fast : slow;
      linkFree = Math.max(linkFree, now) + SEGMENT * 8L * Nanos.PER_SECOND / rate;
      passed[i] = linkFree;
    }
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    String near = isNearClient ? "set capture near client" : "set capture near server";
    lines.add(awayNanos > 0 ? "set capture in middle" : near);
    lines.add("set timestamps on\nset client window 4000000");
    lines.add("client 0ms SYN ts 1000 0");
    lines.add(
        isNearClient
            ? line(2 * (HALF_TRIP - awayNanos), "server", "SYN,ACK ts 1020 1000")
            : "server 0.02ms SYN,ACK ts 1020 1000");
    lines.add("client %s ACK ts 1040 1020".formatted(isNearClient ? "40.02ms" : "40ms"));
    lines.add(
        line(
            isNearClient ? BEGIN - HALF_TRIP + awayNanos : BEGIN - Nanos.ofMillis(1),
            "client",
            "http-request GET /export ts 1050 1020"));
    for (int i = 0; i < segments; i++) {
      String head = "\"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n\"".formatted(body());
      String bytes = i == 0 ? "data " + head + " + " + (SEGMENT - headBytes()) : "data " + SEGMENT;
      lines.add(line(seen(i), "server", bytes + stamps(i)));
    }
    for (int i = 1; i < segments; i += 2) {
      long at =
          isNearClient ? seen(i) + 2 * awayNanos + Nanos.ofMicros(20) : passed[i] + 2 * HALF_TRIP;
      lines.add(
          line(
              at,
              "client",
              "ACK "
                  + (i + 1L) * SEGMENT
                  + " ts %d %d".formatted(millis(passed[i] + HALF_TRIP), millis(sent[i]))));
    }
    return String.join("\n", lines);
  }

  private long seen(int i) {
    return isNearClient ? passed[i] + HALF_TRIP - awayNanos : sent[i];
  }

  /** The sender's clock, and the newest clock of the receiver that it had heard of. */
  private String stamps(int i) {
    int heard = -1;
    for (int k = 1; k < i && passed[k] + 2 * HALF_TRIP <= sent[i]; k += 2) {
      heard = k;
    }
    long echo = heard < 0 ? 1 : millis(passed[heard] + HALF_TRIP);
    return " ts %d %d".formatted(millis(sent[i]), echo);
  }

  private static long millis(long nanos) {
    return 1000 + nanos / Nanos.PER_MILLI;
  }

  private long body() {
    return (long) segments * SEGMENT - headBytes();
  }

  private int headBytes() {
    return 37 + String.valueOf((long) segments * SEGMENT).length();
  }

  private static String line(long nanos, String who, String what) {
    return String.format(Locale.ROOT, "%s %.3fms %s", who, nanos / 1e6, what);
  }
}
