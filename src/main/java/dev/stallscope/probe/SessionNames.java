package dev.stallscope.probe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The names that a session has looked up: each once, as systems and browsers keep them. Who needs a
 * name that another asks for waits for that answer.
 */
final class SessionNames {
  private final NameResolver resolver;
  private final Map<String, NameLookup> known = new ConcurrentHashMap<>();
  private final Map<String, ReentrantLock> asking = new ConcurrentHashMap<>();

  SessionNames(NameResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * What is known of a host, looked up now if nothing is.
   *
   * @param made takes the lookup, where there was one
   * @throws LookupException if the name cannot be a host's
   */
  NameLookup lookup(String host, Consumer<NameLookup> made) throws LookupException {
    ReentrantLock lock = asking.computeIfAbsent(host, _ -> new ReentrantLock());
    lock.lock();
    try {
      NameLookup earlier = known.get(host);
      if (earlier != null) {
        return earlier;
      }
      NameLookup lookup = resolver.lookup(host);
      made.accept(lookup);
      known.put(host, lookup);
      return lookup;
    } finally {
      lock.unlock();
    }
  }

  /** Knows nothing any more. */
  void forget() {
    known.clear();
  }
}
