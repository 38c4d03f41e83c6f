package dev.stallscope.analysis;

import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * Downloads of two connections at once over a path that drops packets, seen near the server, as a
 * scenario for {@link ScriptedFindings}. Each packet that arrives is answered at once.
 */
final class SharedLinkScript {
  private static final long HALF_TRIP = Nanos.ofMillis(20);
  private static final long TIMEOUT = Nanos.ofMillis(300);
  private static final String[] NAMES = {"a", "b"};

  /** What the path does to the packets of all connections. */
  interface Path {
    boolean drops(long nanos, int bytes);
  }

  private record Event(long nanos, int order, Runnable action) {}

  private final Path path;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingInt(Event::order));
  private final List<String> lines = new ArrayList<>();
  private int scheduled;

  private SharedLinkScript(Path path) {
    this.path = path;
  }

  /** The scenario of two downloads of so many segments each. */
  static String of(int segments, Path path) {
    SharedLinkScript script = new SharedLinkScript(path);
    script.lines.add("set capture near server\nset client window 4000000\nset sack on");
    for (int i = 0; i < NAMES.length; i++) {
      script.new Download(NAMES[i], Nanos.ofMillis(7 * i), segments).begin();
    }
    while (!script.events.isEmpty()) {
      script.events.poll().action().run();
    }
    return String.join("\n", script.lines);
  }

  /** A token bucket that drops what exceeds it. */
  static Path policer(double bitsPerSecond, double bucketBytes) {
    return new Path() {
      private double tokens = bucketBytes;
      private long last;

      @Override
      public boolean drops(long nanos, int bytes) {
        tokens = Math.min(bucketBytes, tokens + (nanos - last) * bitsPerSecond / 8e9);
        last = nanos;
        boolean isEmpty = tokens < bytes;
        tokens -= isEmpty ? 0 : bytes;
        return isEmpty;
      }
    };
  }

  private void at(long nanos, Runnable action) {
    events.add(new Event(nanos, scheduled++, action));
  }

  private void line(long nanos, String connection, String what) {
    lines.add(connection + ": " + String.format(Locale.ROOT, what, nanos / 1e6));
  }

  /** One download: its sender, and what of it has arrived. */
  private final class Download {
    private final String name;
    private final long startNanos;
    private final int segments;
    private final SackSender sender;
    private final SackReceiver receiver = new SackReceiver();
    private long lastActivity;

    Download(String name, long startNanos, int segments) {
      this.name = name;
      this.startNanos = startNanos;
      this.segments = segments;
      this.sender = new SackSender(segments);
    }

    void begin() {
      line(startNanos, name, "client %.3fms SYN");
      line(startNanos + Nanos.ofMicros(20), name, "server %.3fms SYN,ACK");
      line(startNanos + 2 * HALF_TRIP, name, "client %.3fms ACK");
      long request = startNanos + 2 * HALF_TRIP + Nanos.ofMillis(1);
      line(request, name, "client %.3fms http-request GET /export");
      at(request + Nanos.ofMillis(1), () -> send(request + Nanos.ofMillis(1)));
    }

    private void send(long now) {
      lastActivity = now;
      for (SackSender.Sent sent : sender.send(now)) {
        boolean isDropped = path.drops(now, SackSender.SEGMENT);
        line(now, name, "server %.3fms " + bytes(sent) + (isDropped ? " lost" : ""));
        if (!isDropped) {
          at(now + HALF_TRIP, () -> arrive(now + HALF_TRIP, sent));
        }
      }
      at(now + TIMEOUT, () -> expire(now));
    }

    private void arrive(long now, SackSender.Sent sent) {
      String answer = receiver.answer(sent.segment());
      at(
          now + HALF_TRIP,
          () -> {
            line(now + HALF_TRIP, name, "client %.3fms " + answer);
            sender.delivered(sent);
            send(now + HALF_TRIP);
          });
    }

    private void expire(long since) {
      if (lastActivity == since && !sender.isDone()) {
        sender.timedOut();
        send(since + TIMEOUT);
      }
    }

    private String firstBytes() {
      long all = (long) segments * SackSender.SEGMENT;
      int headBytes = 37 + String.valueOf(all).length();
      return "data \"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n\" + %d"
          .formatted(all - headBytes, SackSender.SEGMENT - headBytes);
    }

    private String bytes(SackSender.Sent sent) {
      long from = (long) sent.segment() * SackSender.SEGMENT;
      if (sent.isAgain()) {
        return "data %d..%d again".formatted(from, from + SackSender.SEGMENT);
      }
      return sent.segment() > 0 ? "data " + SackSender.SEGMENT : firstBytes();
    }
  }
}
