package dev.stallscope.protocol.http.stream;

import org.jspecify.annotations.Nullable;

/**
 * The fields that a header compression remembers (RFC 7541 section 2.3.2, RFC 9204 section 3.2):
 * the oldest leave when there is no room. Counted from the newest one, so that what was learnt
 * since the capture began stands at its right place, and only older entries are unknown.
 */
public final class DynamicTable {
  /** What RFC 7541 section 4.1 and RFC 9204 section 3.2.1 add to the size of each entry. */
  private static final int ENTRY_OVERHEAD = 32;

  private static final int INITIAL_ENTRIES = 16;

  /** A ring, the newest entry at {@code newest}. */
  private Entry[] entries = new Entry[INITIAL_ENTRIES];

  private int newest;
  private int count;
  private long sizeBytes;
  private long maxBytes;

  public DynamicTable(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * One field.
   *
   * @param name null where it stood in an entry that was not seen
   */
  public record Entry(@Nullable String name, String value) {
    private int sizeBytes() {
      return (name == null ? 0 : name.length()) + value.length() + ENTRY_OVERHEAD;
    }
  }

  /** The entry before which {@code age} newer ones stand, null where it is not known. */
  public @Nullable Entry byAge(long age) {
    return age >= 0 && age < count
        ? entries[Math.floorMod(newest - (int) age, entries.length)]
        : null;
  }

  public void add(Entry entry) {
    sizeBytes += entry.sizeBytes();
    evict(count);
    if (entry.sizeBytes() > maxBytes) {
      sizeBytes = 0;
      return;
    }
    if (count == entries.length) {
      grow();
    }
    newest = (newest + 1) % entries.length;
    entries[newest] = entry;
    count++;
  }

  private void grow() {
    Entry[] larger = new Entry[2 * entries.length];
    for (int i = 0; i < count; i++) {
      larger[i] = entries[Math.floorMod(newest - count + 1 + i, entries.length)];
    }
    entries = larger;
    newest = count - 1;
  }

  /** Takes the oldest of {@code present} entries out until the rest fits. */
  private void evict(int present) {
    int left = present;
    while (sizeBytes > maxBytes && left > 0) {
      int oldest = Math.floorMod(newest - left + 1, entries.length);
      sizeBytes -= entries[oldest].sizeBytes();
      entries[oldest] = null;
      left--;
    }
    count = left;
  }

  /** The size that the sender chose (RFC 7541 section 6.3, RFC 9204 section 4.3.1). */
  public void limit(long bytes) {
    maxBytes = bytes;
    evict(count);
  }

  /** Entries may have been missed: those at hand stand at places that are no longer known. */
  public void forget() {
    entries = new Entry[INITIAL_ENTRIES];
    newest = 0;
    count = 0;
    sizeBytes = 0;
  }
}
