package dev.stallscope.report;

import dev.stallscope.analysis.KeyCoverage;
import dev.stallscope.analysis.KeyCoverage.ConnectionDecryption;
import dev.stallscope.diagnosis.QuantityText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many encrypted connections could be read, and why not all. */
final class DecryptionText {
  /** Connections named for one reason; the JSON form has them all. */
  private static final int MAX_NAMED = 6;

  private DecryptionText() {}

  static String of(KeyCoverage keys) {
    Map<String, List<Integer>> reasons = new LinkedHashMap<>();
    for (ConnectionDecryption one : keys.decryptions()) {
      one.outcome()
          .reason()
          .ifPresent(
              reason ->
                  reasons
                      .computeIfAbsent(reason, _ -> new ArrayList<>())
                      .add(one.connection() + 1));
    }
    String others =
        reasons.entrySet().stream()
            .map(reason -> numbers(reason.getValue()) + ": " + reason.getKey())
            .collect(Collectors.joining("; "));
    return "TLS connections decrypted: %,d of %,d.%s"
        .formatted(
            keys.connectionsDecrypted(),
            keys.decryptions().size(),
            others.isEmpty()
                ? ""
                : " Not decrypted: " + others + ". More: stallscope explain tls-keys");
  }

  /** What to do where there are no keys at all. */
  static String withoutKeys(KeyCoverage keys) {
    int count = keys.decryptions().size();
    return "%s not decrypted, for want of keys. More: stallscope explain tls-keys"
        .formatted(QuantityText.count(count, "TLS connection"));
  }

  private static String numbers(List<Integer> connections) {
    String named =
        connections.stream()
            .limit(MAX_NAMED)
            .map(number -> "%,d".formatted(number))
            .collect(Collectors.joining(", "));
    int more = connections.size() - MAX_NAMED;
    return "connection%s %s%s"
        .formatted(
            connections.size() == 1 ? "" : "s",
            named,
            more > 0 ? " and %,d more".formatted(more) : "");
  }
}
