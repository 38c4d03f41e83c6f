package dev.stallscope.analysis;

import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Downloads at once over a path that drops packets, seen from one end, as a scenario for {@link
 * ScriptedFindings}. Each packet that arrives is answered at once.
 */
final class SharedLinkScript {
  private static final long HALF_TRIP = Nanos.ofMillis(20);
  private static final long TIMEOUT = Nanos.ofMillis(300);

  /** What the path does to the packets of all connections. */
  interface Path {
    /** When a packet leaves the narrow place that it came to, or -1 where it is dropped. */
    long leaves(long nanos, int bytes);
  }

  private record Event(long nanos, int order, Runnable action) {}

  private final Path path;
  private final boolean isNearClient;
  private final long toClientNanos;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingInt(Event::order));
  private final List<String> lines = new ArrayList<>();
  private int scheduled;

  private SharedLinkScript(Path path, boolean isNearClient, long toClientNanos) {
    this.path = path;
    this.isNearClient = isNearClient;
    this.toClientNanos = toClientNanos;
  }

  /** The scenario of downloads of so many segments each. */
  static String of(int connections, int segments, boolean isNearClient, Path path) {
    SharedLinkScript script = new SharedLinkScript(path, isNearClient, 0);
    return script.of(connections, segments, "near " + (isNearClient ? "client" : "server"));
  }

  /**
   * The same of one download, seen between the narrow place and the client.
   *
   * @param toClientNanos one way
   */
  static String behind(int segments, Path path, long toClientNanos) {
    return new SharedLinkScript(path, true, toClientNanos).of(1, segments, "in middle");
  }

  private String of(int connections, int segments, String place) {
    lines.add("set capture " + place);
    lines.add("set client window 4000000\nset sack on");
    for (int i = 0; i < connections; i++) {
      new Download("c" + i, Nanos.ofMillis(7 * i), segments).begin();
    }
    while (!events.isEmpty()) {
      events.poll().action().run();
    }
    return String.join("\n", lines);
  }

  /** A token bucket that drops what exceeds it. */
  static Path policer(double bitsPerSecond, double bucketBytes) {
    return new Path() {
      private double tokens = bucketBytes;
      private long last;

      @Override
      public long leaves(long nanos, int bytes) {
        tokens = Math.min(bucketBytes, tokens + (nanos - last) * bitsPerSecond / 8e9);
        last = nanos;
        boolean isEmpty = tokens < bytes;
        tokens -= isEmpty ? 0 : bytes;
        return isEmpty ? -1 : nanos;
      }
    };
  }

  /** A link whose queue drops what would wait longer. */
  static Path queue(double bitsPerSecond, long mostNanos) {
    return new Path() {
      private long free;

      @Override
      public long leaves(long nanos, int bytes) {
        if (free - nanos > mostNanos) {
          return -1;
        }
        free = Math.max(free, nanos) + Math.round(bytes * 8e9 / bitsPerSecond);
        return free;
      }
    };
  }

  /** A link that loses this share of the packets by chance, the first few excepted. */
  static Path chance(double share) {
    Random random = new Random(5);
    int[] spared = {10};
    return (nanos, bytes) -> spared[0]-- > 0 || random.nextDouble() >= share ? nanos : -1;
  }

  /** One after the other: what the first lets through comes to the second. */
  static Path both(Path first, Path second) {
    return (nanos, bytes) -> {
      long left = first.leaves(nanos, bytes);
      return left < 0 ? -1 : second.leaves(left, bytes);
    };
  }

  /** The same in bursts of so many packets in a row. */
  static Path bursts(double share, int length) {
    Random random = new Random(5);
    int[] spared = {10};
    int[] left = {0};
    return (nanos, bytes) -> {
      if (spared[0] > 0) {
        spared[0]--;
        return nanos;
      }
      boolean begins = left[0] == 0 && random.nextDouble() < share / length;
      left[0] = begins ? length : left[0];
      boolean isLost = left[0] > 0;
      left[0] -= isLost ? 1 : 0;
      return isLost ? -1 : nanos;
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
      long opened = startNanos + 2 * HALF_TRIP;
      line(startNanos + toClientNanos, name, "client %.3fms SYN");
      line(
          isNearClient ? opened - toClientNanos : startNanos + Nanos.ofMicros(20),
          name,
          "server %.3fms SYN,ACK");
      line(opened + Nanos.ofMicros(20) + toClientNanos, name, "client %.3fms ACK");
      long request = opened + Nanos.ofMillis(1);
      line(request + toClientNanos, name, "client %.3fms http-request GET /export");
      long first = request + Nanos.ofMillis(1) + (isNearClient ? HALF_TRIP : 0);
      at(first, () -> send(first));
    }

    private void send(long now) {
      lastActivity = now;
      for (SackSender.Sent sent : sender.send(now)) {
        long left = path.leaves(now, SackSender.SEGMENT);
        if (!isNearClient) {
          line(now, name, "server %.3fms " + bytes(sent) + (left < 0 ? " lost" : ""));
        }
        if (left >= 0) {
          at(left + HALF_TRIP, () -> arrive(left + HALF_TRIP, sent));
        }
      }
      at(now + TIMEOUT, () -> expire(now));
    }

    private void arrive(long now, SackSender.Sent sent) {
      String answer = receiver.answer(sent.segment());
      if (isNearClient) {
        line(now - toClientNanos, name, "server %.3fms " + bytes(sent));
        line(now + Nanos.ofMicros(10) + toClientNanos, name, "client %.3fms " + answer);
      }
      long heard = now + HALF_TRIP;
      at(
          heard,
          () -> {
            if (!isNearClient) {
              line(heard, name, "client %.3fms " + answer);
            }
            sender.delivered(sent);
            send(heard);
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
      return sent.segment() == 0 && !sent.isAgain()
          ? firstBytes()
          : "data %d..%d".formatted(from, from + SackSender.SEGMENT)
              + (sent.isAgain() && !isNearClient ? " again" : "");
    }
  }
}
