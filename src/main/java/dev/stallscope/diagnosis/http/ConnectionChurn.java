package dev.stallscope.diagnosis.http;

import dev.stallscope.time.Nanos;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Connections of one client to one server that were opened though an earlier one could have served
 * (P04).
 *
 * @param uses all of them, by start
 * @param avoidable those that an idle or just closed connection could have spared
 */
record ConnectionChurn(List<ConnectionUse> uses, List<ConnectionUse> avoidable) {
  /** So many new connections to one server (P04) ... */
  static final int LEAST_CONNECTIONS = 5;

  /** ... within this time ... */
  static final long WITHIN_NANOS = Nanos.ofSeconds(60);

  /** ... with so few requests each ... */
  static final int MOST_REQUESTS = 2;

  /** ... half of them shortly after another one had closed. */
  static final long CLOSED_AGO_NANOS = Nanos.ofSeconds(5);

  static final double LEAST_SHARE = 0.5;

  static Optional<ConnectionChurn> of(List<ConnectionUse> uses) {
    ConnectionChurn churn = new ConnectionChurn(uses, avoidable(uses));
    boolean isTrouble =
        isFrequent(uses)
            && churn.medianRequests() <= MOST_REQUESTS
            && churn.avoidable.size() >= LEAST_SHARE * uses.size();
    return isTrouble ? Optional.of(churn) : Optional.empty();
  }

  private static boolean isFrequent(List<ConnectionUse> uses) {
    for (int i = LEAST_CONNECTIONS - 1; i < uses.size(); i++) {
      long first = uses.get(i - LEAST_CONNECTIONS + 1).openNanos();
      if (uses.get(i).openNanos() - first <= WITHIN_NANOS) {
        return true;
      }
    }
    return false;
  }

  int medianRequests() {
    return ConnectionUse.medianRequests(uses);
  }

  /** Each connection can take over from one that came before, once. */
  private static List<ConnectionUse> avoidable(List<ConnectionUse> uses) {
    List<ConnectionUse> free = new ArrayList<>();
    List<ConnectionUse> avoidable = new ArrayList<>();
    for (ConnectionUse use : uses) {
      free.removeIf(former -> former.closedNanos() < use.openNanos() - CLOSED_AGO_NANOS);
      for (ConnectionUse former : free) {
        if (former.couldServe(use.openNanos(), CLOSED_AGO_NANOS)) {
          avoidable.add(use);
          free.remove(former);
          break;
        }
      }
      free.add(use);
    }
    return avoidable;
  }

  /** Whether the server ends most of them, without having been asked to. */
  boolean isServers() {
    long byServer =
        uses.stream()
            .filter(ConnectionUse::isKeptByClient)
            .filter(use -> !use.isKeptByServer() || use.isClosedByServer())
            .count();
    return 2 * byServer > uses.size();
  }
}
