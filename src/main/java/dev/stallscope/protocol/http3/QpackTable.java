package dev.stallscope.protocol.http3;

import dev.stallscope.protocol.DecodeLimits;
import dev.stallscope.protocol.http.stream.DynamicTable;
import dev.stallscope.protocol.http.stream.DynamicTable.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The entries that one side's sections can refer to by their number since the connection began (RFC
 * 9204 section 3.2).
 */
final class QpackTable {
  /** What the number of entries is reckoned from (RFC 9204 section 4.5.1.1). */
  private static final int SMALLEST_ENTRY = 32;

  private static final long UNKNOWN = -1;

  private final DynamicTable entries = new DynamicTable(0);
  private long inserted;
  private boolean isLost;
  private long maxEntries = UNKNOWN;

  /** The receiver's SETTINGS_QPACK_MAX_TABLE_CAPACITY, 0 where it sent SETTINGS without. */
  void allow(long bytes) {
    maxEntries = bytes / SMALLEST_ENTRY;
  }

  /** The size that the sender chose. */
  void limit(long bytes) {
    entries.limit(Math.min(bytes, DecodeLimits.HPACK_TABLE_BYTES));
  }

  void insert(Entry entry) {
    inserted++;
    entries.add(entry);
  }

  /** The entry before which {@code age} newer ones were inserted, null where it is not known. */
  @Nullable Entry byAge(long age) {
    return entries.byAge(age);
  }

  /** The entry with a number from 0, null where it is not known. */
  @Nullable Entry byNumber(long number) {
    return entries.byAge(inserted - 1 - number);
  }

  /** Insertions were missed: no number is certain any more. */
  void lose() {
    isLost = true;
    entries.forget();
  }

  /** Whether entries are no longer known, however long one waits. */
  boolean isLost() {
    return isLost;
  }

  /** Whether the sender may be known to have a number of entries from a section's prefix. */
  boolean isAllowed() {
    return maxEntries != UNKNOWN;
  }

  long inserted() {
    return inserted;
  }

  /**
   * How many insertions a section needs, from what its prefix says (RFC 9204 section 4.5.1.1).
   *
   * @return negative where no sender may say so
   */
  long required(long encoded) {
    if (encoded == 0) {
      return 0;
    }
    long full = 2 * maxEntries;
    if (encoded > full) {
      return UNKNOWN;
    }
    long largest = inserted + maxEntries;
    long required = largest / full * full + encoded - 1;
    if (required > largest) {
      required -= full;
    }
    return required > 0 ? required : UNKNOWN;
  }
}
