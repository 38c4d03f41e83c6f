package dev.stallscope.chart;

/** What the values of an axis are. */
public enum ValueUnit {
  /** Bytes, in powers of ten. */
  BYTES {
    @Override
    String label(long value, long step) {
      if (step >= MEGA / 2) {
        return TimeScale.decimal(value, MEGA, step) + " MB";
      }
      return step >= KILO / 10 ? TimeScale.decimal(value, KILO, step) + " kB" : value + " B";
    }
  },
  /** A number of things. */
  COUNT {
    @Override
    String label(long value, long step) {
      return TimeScale.decimal(value, 1, 1);
    }
  },
  /** Nanoseconds. */
  DURATION {
    @Override
    String label(long value, long step) {
      return TimeScale.label(value, step, 0);
    }
  },
  /** Sequence numbers as they are on the wire, modulo 2^32. */
  SEQUENCE_NUMBER {
    @Override
    String label(long value, long step) {
      return TimeScale.decimal(value & 0xffff_ffffL, 1, 1);
    }
  };

  private static final long KILO = 1_000;
  private static final long MEGA = 1_000_000;

  /**
   * A round value with its unit.
   *
   * @param step between this value and the next that is written
   */
  abstract String label(long value, long step);
}
