package dev.stallscope.protocol.http.stream;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The ids that were added last, up to a number of them. */
final class RecentIds {
  private final int limit;
  private final Set<Long> ids = new LinkedHashSet<>();

  RecentIds(int limit) {
    this.limit = limit;
  }

  void add(long id) {
    ids.add(id);
    if (ids.size() > limit) {
      Iterator<Long> oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  boolean has(long id) {
    return ids.contains(id);
  }
}
