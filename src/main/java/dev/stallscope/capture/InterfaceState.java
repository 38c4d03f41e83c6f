package dev.stallscope.capture;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One interface of a pcapng section: its description block, its clock, its last statistics. */
final class InterfaceState {
  private static final int IF_NAME = 2;
  private static final int IF_DESCRIPTION = 3;
  private static final int IF_TSRESOL = 9;
  private static final int IF_FILTER = 11;
  private static final int IF_TSOFFSET = 14;
  private static final int ISB_IFRECV = 4;
  private static final int ISB_IFDROP = 5;
  private static final int ISB_OSDROP = 7;
  private static final int COUNTER_BYTES = 8;

  private final int id;
  private final int linkType;
  private final int snapLength;
  private final TimeResolution clock;
  private final @Nullable String name;
  private final @Nullable String description;
  private final @Nullable String filter;
  private long received = -1;
  private long interfaceDropped = -1;
  private long systemDropped = -1;
  private boolean isClockReported;

  /** Reads an Interface Description Block's body of at least 8 bytes. */
  InterfaceState(int id, ByteOrderReads order, byte[] bytes, int body, int end) {
    this.id = id;
    linkType = order.u16(bytes, body);
    snapLength = Math.max(0, order.i32(bytes, body + 4));
    String readName = null;
    String readDescription = null;
    String readFilter = null;
    int resolution = TimeResolution.DEFAULT;
    long offsetSeconds = 0;
    PcapngOptions options = new PcapngOptions(order, bytes, body + 8, end);
    while (options.next()) {
      int at = options.valueOffset();
      int length = options.valueLength();
      switch (options.code()) {
        case IF_NAME -> readName = text(bytes, at, length);
        case IF_DESCRIPTION -> readDescription = text(bytes, at, length);
        // The first byte says what kind of filter it is; 0 is libpcap's text.
        case IF_FILTER ->
            readFilter =
                length > 1 && bytes[at] == 0 ? text(bytes, at + 1, length - 1) : readFilter;
        case IF_TSRESOL -> resolution = length >= 1 ? bytes[at] & 0xff : resolution;
        case IF_TSOFFSET -> offsetSeconds = length >= 8 ? order.i64(bytes, at) : offsetSeconds;
        default -> {
          // Addresses, speed, hardware: nothing the analysis needs.
        }
      }
    }
    name = readName;
    description = readDescription;
    filter = readFilter;
    clock = new TimeResolution(resolution, offsetSeconds);
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(
            bytes, offset, Math.min(length, CaptureLimits.TEXT_BYTES), StandardCharsets.UTF_8)
        .replace("\0", "");
  }

  /** Takes the options of an Interface Statistics Block; each block counts from the start. */
  void readStatistics(PcapngOptions options, ByteOrderReads order, byte[] bytes) {
    while (options.next()) {
      if (options.valueLength() == COUNTER_BYTES) {
        long value = order.i64(bytes, options.valueOffset());
        long counter = value < 0 ? Long.MAX_VALUE : value;
        switch (options.code()) {
          case ISB_IFRECV -> received = counter;
          case ISB_IFDROP -> interfaceDropped = counter;
          case ISB_OSDROP -> systemDropped = counter;
          default -> {
            // Times, and what a filter accepted.
          }
        }
      }
    }
  }

  /** Epoch nanoseconds of a time stamp; says once where the clock's times are absurd. */
  long nanos(long ticks, long fileOffset, CaptureDamage damage) {
    long nanos = clock.nanos(ticks);
    if (!isClockReported && TimeResolution.isLimit(nanos)) {
      isClockReported = true;
      damage.report(
          fileOffset,
          "a packet of interface %d has a time that cannot be; it and others like it are moved to the nearest possible time"
              .formatted(id));
    }
    return nanos;
  }

  int id() {
    return id;
  }

  int linkType() {
    return linkType;
  }

  int snapLength() {
    return snapLength;
  }

  CaptureInterface toInterface() {
    return new CaptureInterface(
        id,
        Optional.ofNullable(name),
        Optional.ofNullable(description),
        linkType,
        snapLength,
        Optional.ofNullable(filter),
        received < 0 ? OptionalLong.empty() : OptionalLong.of(received),
        dropped());
  }

  private OptionalLong dropped() {
    if (interfaceDropped < 0 && systemDropped < 0) {
      return OptionalLong.empty();
    }
    long sum = Math.max(0, interfaceDropped) + Math.max(0, systemDropped);
    return OptionalLong.of(sum < 0 ? Long.MAX_VALUE : sum);
  }
}
