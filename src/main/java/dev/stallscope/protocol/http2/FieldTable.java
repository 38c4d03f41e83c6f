package dev.stallscope.protocol.http2;

import org.jspecify.annotations.Nullable;

/**
 * The fields that a header block can refer to: the static table (RFC 7541 appendix A) and the
 * dynamic one, whose indexes count from the newest entry. So what was learnt since the capture
 * began stands at its right place, and only older entries are unknown.
 */
final class FieldTable {
  /** What RFC 7541 section 4.1 adds to the size of each entry. */
  private static final int ENTRY_OVERHEAD = 32;

  private static final int INITIAL_ENTRIES = 16;

  private static final String[] STATIC = {
    ":authority", "",
    ":method", "GET",
    ":method", "POST",
    ":path", "/",
    ":path", "/index.html",
    ":scheme", "http",
    ":scheme", "https",
    ":status", "200",
    ":status", "204",
    ":status", "206",
    ":status", "304",
    ":status", "400",
    ":status", "404",
    ":status", "500",
    "accept-charset", "",
    "accept-encoding", "gzip, deflate",
    "accept-language", "",
    "accept-ranges", "",
    "accept", "",
    "access-control-allow-origin", "",
    "age", "",
    "allow", "",
    "authorization", "",
    "cache-control", "",
    "content-disposition", "",
    "content-encoding", "",
    "content-language", "",
    "content-length", "",
    "content-location", "",
    "content-range", "",
    "content-type", "",
    "cookie", "",
    "date", "",
    "etag", "",
    "expect", "",
    "expires", "",
    "from", "",
    "host", "",
    "if-match", "",
    "if-modified-since", "",
    "if-none-match", "",
    "if-range", "",
    "if-unmodified-since", "",
    "last-modified", "",
    "link", "",
    "location", "",
    "max-forwards", "",
    "proxy-authenticate", "",
    "proxy-authorization", "",
    "range", "",
    "referer", "",
    "refresh", "",
    "retry-after", "",
    "server", "",
    "set-cookie", "",
    "strict-transport-security", "",
    "transfer-encoding", "",
    "user-agent", "",
    "vary", "",
    "via", "",
    "www-authenticate", ""
  };

  /** Entries of the static table. */
  static final int STATIC_ENTRIES = STATIC.length / 2;

  /** A ring, the newest entry at {@code newest}. */
  private Entry[] entries = new Entry[INITIAL_ENTRIES];

  private int newest;
  private int count;
  private long sizeBytes;
  private long maxBytes;

  FieldTable(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * One field.
   *
   * @param name null where it stood in an entry that was not seen
   */
  record Entry(@Nullable String name, String value) {
    private int sizeBytes() {
      return (name == null ? 0 : name.length()) + value.length() + ENTRY_OVERHEAD;
    }
  }

  /** The field at an index, null where it is not known. */
  @Nullable Entry at(int index) {
    if (index >= 1 && index <= STATIC_ENTRIES) {
      return new Entry(STATIC[2 * index - 2], STATIC[2 * index - 1]);
    }
    int age = index - STATIC_ENTRIES - 1;
    return age >= 0 && age < count ? entries[Math.floorMod(newest - age, entries.length)] : null;
  }

  void add(Entry entry) {
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

  /** The size that the sender chose (RFC 7541 section 6.3). */
  void limit(long bytes) {
    maxBytes = bytes;
    evict(count);
  }

  /** Entries may have been missed: those at hand stand at places that are no longer known. */
  void forget() {
    entries = new Entry[INITIAL_ENTRIES];
    newest = 0;
    count = 0;
    sizeBytes = 0;
  }
}
