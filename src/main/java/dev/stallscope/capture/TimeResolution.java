package dev.stallscope.capture;

import dev.stallscope.time.Nanos;

/**
 * How the clock of a pcapng interface counts (if_tsresol, if_tsoffset). Exact for every resolution
 * from a second down to 2^-127 or 10^-127, without floating point.
 */
final class TimeResolution {
  /** if_tsresol where the option is absent: microseconds. */
  static final int DEFAULT = 6;

  private static final int NANO_EXPONENT = 9;

  /** 10^19 is the largest power of ten in 64 bits. */
  private static final int MAX_DIVISOR_EXPONENT = 19;

  private final long nanosPerTick;
  private final long maxTicks;
  private final long ticksPerNano;
  private final int shift;
  private final long offsetNanos;

  /**
   * @param resolution if_tsresol: a negative power of 10, or of 2 where the highest bit is set
   * @param offsetSeconds if_tsoffset
   */
  TimeResolution(int resolution, long offsetSeconds) {
    int exponent = resolution & 0x7f;
    boolean isBinary = (resolution & 0x80) != 0;
    nanosPerTick = !isBinary && exponent <= NANO_EXPONENT ? power(NANO_EXPONENT - exponent) : 0;
    maxTicks = nanosPerTick == 0 ? 0 : CaptureLimits.EPOCH_NANOS / nanosPerTick;
    int divisor = exponent - NANO_EXPONENT;
    ticksPerNano = divisor > 0 && divisor <= MAX_DIVISOR_EXPONENT ? power(divisor) : 0;
    shift = isBinary ? exponent : -1;
    long limit = CaptureLimits.EPOCH_NANOS / Nanos.PER_SECOND;
    offsetNanos = Math.clamp(offsetSeconds, -limit, limit) * Nanos.PER_SECOND;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  /**
   * Epoch nanoseconds of a time stamp, rounded down; a time further from 1970 than {@link
   * CaptureLimits#EPOCH_NANOS} is moved to that limit.
   *
   * @param ticks an unsigned number of units
   */
  long nanos(long ticks) {
    if (ticks >= 0 && ticks < maxTicks) {
      return limited(ticks * nanosPerTick + offsetNanos);
    }
    long nanos;
    if (nanosPerTick != 0) {
      nanos = CaptureLimits.EPOCH_NANOS;
    } else if (shift >= 0) {
      nanos = binary(ticks);
    } else {
      nanos = ticksPerNano == 0 ? 0 : Long.divideUnsigned(ticks, ticksPerNano);
    }
    return limited(Math.min(nanos, CaptureLimits.EPOCH_NANOS) + offsetNanos);
  }

  /** ticks x 10^9 / 2^shift in 128 bits. */
  private long binary(long ticks) {
    long high = Math.unsignedMultiplyHigh(ticks, Nanos.PER_SECOND);
    long low = ticks * Nanos.PER_SECOND;
    if (shift >= Long.SIZE) {
      return high >>> (shift - Long.SIZE);
    }
    boolean fits = shift == 0 ? high == 0 : high >>> shift == 0;
    long nanos = shift == 0 ? low : low >>> shift | high << (Long.SIZE - shift);
    return fits && nanos >= 0 ? nanos : CaptureLimits.EPOCH_NANOS;
  }

  private static long limited(long nanos) {
    return Math.clamp(nanos, -CaptureLimits.EPOCH_NANOS, CaptureLimits.EPOCH_NANOS);
  }

  /** Whether a time is one that was moved to the limit. */
  static boolean isLimit(long nanos) {
    return nanos == CaptureLimits.EPOCH_NANOS || nanos == -CaptureLimits.EPOCH_NANOS;
  }
}
