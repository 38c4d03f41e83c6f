package dev.stallscope.protocol.http2;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The ids that were added last, up to a number of them. */
final class RecentIds {
  private final int limit;
  private final Set<Integer> ids = new LinkedHashSet<>();

  RecentIds(int limit) {
    this.limit = limit;
  }

  void add(int id) {
    ids.add(id);
    if (ids.size() > limit) {
      Iterator<Integer> oldest = ids.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  boolean has(int id) {
    return ids.contains(id);
  }
}
