package dev.stallscope.flow.tcp;

import dev.stallscope.packet.TcpFlags;
import dev.stallscope.time.Nanos;

/**
 * Takes round-trip samples at the capture point (STALLS 0.3, R1 to R5): what one side sends comes
 * back acknowledged after the trip to the other side and back. Both halves together are the path; a
 * sample of one half is completed with the least of the other.
 */
final class RoundTripSampler {
  /** A half so small a part of the path is the capturing host itself and says nothing of it. */
  private static final int INFORMATIVE_PART = 10;

  /** Echoes of pure ACKs may wait for the application; so many of them have a true minimum. */
  private static final int WEAK_SAMPLES = 8;

  /** A lone half below this is the capturing host, not the path. */
  private static final long LONE_HALF_NANOS = Nanos.PER_MILLI;

  private final ConnectionTrace trace;
  private final Half client = new Half();
  private final Half server = new Half();
  private int samples;

  /** What one side sends, and how long it takes to answer. */
  private static final class Half {
    final SentSegments sent = new SentSegments();
    final TimestampEchoes timestamps = new TimestampEchoes();
    long highest = Long.MIN_VALUE;
    long lastDataNanos;
    boolean hasSentData;
    long min = -1;
    long weakMin = -1;
    int weakSamples;

    void sample(long nanos) {
      min = min < 0 ? nanos : Math.min(min, nanos);
    }

    void weakSample(long nanos) {
      weakMin = weakMin < 0 ? nanos : Math.min(weakMin, nanos);
      weakSamples++;
    }

    void settle() {
      if (min < 0 ? weakMin >= 0 : weakSamples >= WEAK_SAMPLES && weakMin < min) {
        min = weakMin;
      }
    }
  }

  RoundTripSampler(ConnectionTrace trace) {
    this.trace = trace;
  }

  /**
   * Fills the trace's samples.
   *
   * @param handshakeNanos SYN to the client's ACK, or -1: completes a half without samples
   */
  PathTimes sample(long handshakeNanos) {
    for (int row = 0; row < trace.size(); row++) {
      if (!trace.has(row, SegmentEvent.CAPTURE_DUPLICATE)) {
        boolean isClient = trace.isFromClient(row);
        answer(row, isClient ? client : server, isClient ? server : client);
        send(row, isClient ? client : server);
      }
    }
    client.settle();
    server.settle();
    if (handshakeNanos >= 0 && (client.min < 0) != (server.min < 0)) {
      Half unknown = client.min < 0 ? client : server;
      unknown.min = Math.max(0, handshakeNanos - Math.max(client.min, server.min));
    }
    complete();
    return new PathTimes(client.min, server.min, wholePath(), samples);
  }

  private void answer(int row, Half own, Half other) {
    if (!trace.isAck(row) || trace.isReset(row)) {
      return;
    }
    int tableRow = trace.tableRow(row);
    long now = trace.epochNanos(row);
    long ack = trace.acknowledgment(row);
    long sample = other.sent.acknowledge(ack, now);
    boolean isWeak = ack == 1 && trace.payloadBytes(row) > 0; // an ACK of the SYN-ACK, put off
    if (trace.table().hasTimestamps(tableRow)) {
      long echo = other.timestamps.echoed(trace.table().timestampEcho(tableRow), now);
      if (sample < 0 && echo >= 0) {
        sample = echo;
        isWeak = !other.timestamps.wasData() && !isSendingOn(row, own, echo);
      }
    }
    if (sample < 0) {
      return;
    }
    if (isWeak) {
      own.weakSample(sample);
    } else {
      own.sample(sample);
      trace.roundTrip(row, sample);
      samples++;
    }
  }

  /** Whether the side was sending all the time, so that its echo did not wait for data. */
  private boolean isSendingOn(int row, Half own, long sample) {
    return trace.payloadBytes(row) > 0
        && own.hasSentData
        && trace.epochNanos(row) - own.lastDataNanos <= sample / 4;
  }

  private void send(int row, Half own) {
    long now = trace.epochNanos(row);
    boolean carriesData = trace.payloadBytes(row) > 0;
    if (trace.occupiesSequence(row) && (trace.flags(row) & TcpFlags.RST) == 0) {
      boolean isRepeated = trace.sequence(row) < own.highest;
      if (trace.end(row) > own.highest) {
        own.highest = trace.end(row);
        own.sent.add(own.highest, now);
      }
      if (isRepeated) {
        own.sent.distrust();
      }
    }
    if (carriesData) {
      own.hasSentData = true;
      own.lastDataNanos = now;
    }
    int tableRow = trace.tableRow(row);
    if (trace.table().hasTimestamps(tableRow)) {
      own.timestamps.sent(trace.table().timestampValue(tableRow), now, carriesData);
    }
  }

  private long wholePath() {
    if (client.min >= 0 && server.min >= 0) {
      return client.min + server.min;
    }
    long half = Math.max(client.min, server.min);
    return half >= LONE_HALF_NANOS ? half : -1;
  }

  /** Makes samples of a half samples of the path. */
  private void complete() {
    long path = wholePath();
    for (int row = 0; row < trace.size(); row++) {
      long sample = trace.roundTripNanos(row);
      if (sample < 0) {
        continue;
      }
      Half own = trace.isFromClient(row) ? client : server;
      Half other = trace.isFromClient(row) ? server : client;
      boolean isInformative = path >= 0 && own.min * INFORMATIVE_PART >= path;
      trace.roundTrip(row, isInformative ? sample + Math.max(0, other.min) : -1);
    }
  }
}
