package dev.stallscope.probe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets requests that are made at once onto connections as a browser would: no more connections than
 * allowed, and where the version carries many requests on one, all go over that of the first.
 */
final class ConnectionGate {
  private final Semaphore connections;
  private final AtomicBoolean hasLeader = new AtomicBoolean();
  private final CompletableFuture<Boolean> isShared;

  /**
   * A gate that nobody has passed yet.
   *
   * @param connections at most at once
   * @param maybeShared whether it is to be seen first if one connection carries many requests
   */
  ConnectionGate(int connections, boolean maybeShared) {
    this.connections = new Semaphore(connections, true);
    isShared = maybeShared ? new CompletableFuture<>() : CompletableFuture.completedFuture(false);
  }

  /** Waits until the request may go. */
  Pass enter() {
    boolean isLeader = !isShared.isDone() && hasLeader.compareAndSet(false, true);
    if (!isLeader && isShared.join()) {
      return () -> {};
    }
    connections.acquireUninterruptibly();
    return () -> {
      if (isLeader) {
        isShared.complete(false);
      }
      connections.release();
    };
  }

  /** The first request has its connection. */
  void connected(boolean isMultiplexed) {
    isShared.complete(isMultiplexed);
  }

  /** A request on its way; is closed when that is over. */
  interface Pass extends AutoCloseable {
    @Override
    void close();
  }
}
