package dev.stallscope.capture;

import dev.stallscope.time.Nanos;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** One interface of a pcapng section, with how its clock counts. */
final class InterfaceState {
  private static final int IF_NAME = 2;
  private static final int IF_DESCRIPTION = 3;
  private static final int IF_TSRESOL = 9;
  private static final int IF_FILTER = 11;
  private static final int IF_TSOFFSET = 14;
  private static final int ISB_IFRECV = 4;
  private static final int ISB_IFDROP = 5;
  private static final int ISB_OSDROP = 7;
  private static final int DEFAULT_RESOLUTION = 6;

  /** Text of an option kept at most. */
  private static final int MAX_TEXT_BYTES = 4096;

  private static final BigInteger PER_SECOND = BigInteger.valueOf(Nanos.PER_SECOND);

  private final int id;
  private final int linkType;
  private final int snapLength;
  private Optional<String> name = Optional.empty();
  private Optional<String> description = Optional.empty();
  private Optional<String> filter = Optional.empty();
  private OptionalLong received = OptionalLong.empty();
  private OptionalLong interfaceDropped = OptionalLong.empty();
  private OptionalLong systemDropped = OptionalLong.empty();
  private int resolution = DEFAULT_RESOLUTION;
  private long offsetSeconds;
  private long nanosPerUnit = Nanos.PER_MICRO;

  private InterfaceState(int id, int linkType, int snapLength) {
    this.id = id;
    this.linkType = linkType;
    this.snapLength = snapLength;
  }

  static InterfaceState read(
      int id,
      ByteOrderReads order,
      byte[] bytes,
      int at,
      int length,
      long fileOffset,
      CaptureDamage damage) {
    InterfaceState state =
        new InterfaceState(id, order.u16(bytes, at), Math.max(0, order.i32(bytes, at + 4)));
    PcapngOptions.visit(
        order,
        bytes,
        at + 8,
        at + length,
        (code, offset, size) -> state.option(order, bytes, code, offset, size));
    state.nanosPerUnit = state.wholeNanosPerUnit();
    if (state.unitsPerSecond().bitLength() > Long.SIZE) {
      damage.report(fileOffset, "an interface's clock claims a resolution that no clock has");
      state.resolution = DEFAULT_RESOLUTION;
      state.nanosPerUnit = Nanos.PER_MICRO;
    }
    return state;
  }

  private void option(ByteOrderReads order, byte[] bytes, int code, int offset, int length) {
    switch (code) {
      case IF_NAME -> name = text(bytes, offset, length);
      case IF_DESCRIPTION -> description = text(bytes, offset, length);
      // The first byte says what kind of filter it is; 0 is libpcap's text.
      case IF_FILTER -> filter = length > 1 ? text(bytes, offset + 1, length - 1) : filter;
      case IF_TSRESOL -> resolution = length >= 1 ? bytes[offset] & 0xff : resolution;
      case IF_TSOFFSET -> offsetSeconds = length >= 8 ? order.i64(bytes, offset) : offsetSeconds;
      default -> {
        // Addresses, speed, hardware: nothing the analysis needs.
      }
    }
  }

  void readStatistics(ByteOrderReads order, byte[] bytes, int start, int end) {
    PcapngOptions.visit(
        order,
        bytes,
        start,
        end,
        (code, offset, length) -> {
          if (length == 8) {
            OptionalLong value = OptionalLong.of(order.i64(bytes, offset));
            switch (code) {
              case ISB_IFRECV -> received = value;
              case ISB_IFDROP -> interfaceDropped = value;
              case ISB_OSDROP -> systemDropped = value;
              default -> {
                // Times and filter counts.
              }
            }
          }
        });
  }

  private static Optional<String> text(byte[] bytes, int offset, int length) {
    return Optional.of(
        new String(bytes, offset, Math.min(length, MAX_TEXT_BYTES), StandardCharsets.UTF_8)
            .replace("\0", ""));
  }

  /** Epoch nanoseconds of a time stamp; absurd ones are kept within what 64 bits hold. */
  long nanos(long high, long low) {
    long units = high << 32 | low;
    long nanos =
        nanosPerUnit > 0 && units >= 0 && units <= Long.MAX_VALUE / nanosPerUnit
            ? units * nanosPerUnit
            : exactNanos(units);
    long offsetNanos = Math.clamp(offsetSeconds, -Integer.MAX_VALUE, Integer.MAX_VALUE);
    long sum = nanos + offsetNanos * Nanos.PER_SECOND;
    // Half of the range leaves room for every sum and difference made of two times.
    return Math.clamp(sum, 0, Long.MAX_VALUE / 2);
  }

  private long exactNanos(long units) {
    BigInteger value = new BigInteger(Long.toUnsignedString(units));
    BigInteger nanos = value.multiply(PER_SECOND).divide(unitsPerSecond());
    return nanos.bitLength() >= Long.SIZE - 1 ? Long.MAX_VALUE / 2 : nanos.longValue();
  }

  /** Nanoseconds of a unit where they are a whole number, else 0. */
  private long wholeNanosPerUnit() {
    BigInteger[] parts = PER_SECOND.divideAndRemainder(unitsPerSecond());
    return parts[1].signum() == 0 && parts[0].bitLength() < Long.SIZE ? parts[0].longValue() : 0;
  }

  private BigInteger unitsPerSecond() {
    int exponent = resolution & 0x7f;
    return (resolution & 0x80) != 0 ? BigInteger.TWO.pow(exponent) : BigInteger.TEN.pow(exponent);
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
    OptionalLong dropped =
        interfaceDropped.isEmpty() && systemDropped.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(interfaceDropped.orElse(0) + systemDropped.orElse(0));
    return new CaptureInterface(
        id, name, description, linkType, snapLength, filter, received, dropped);
  }
}
