package dev.stallscope.analysis;

import dev.stallscope.capture.DecryptionSecrets;
import dev.stallscope.tls.KeyLog;
import dev.stallscope.tls.SecretLabel;
import dev.stallscope.tls.SecretSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of one reading: the key logs that were given, and what the capture carries itself. Those
 * stand before the packets that need them, and are taken while the capture is read.
 */
final class KeyRing implements SecretSource {
  private final List<KeySource> given;
  private final KeyLog carried = KeyLog.read(Stream.empty());
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final Set<DecryptionSecrets> taken = Collections.newSetFromMap(new IdentityHashMap<>());

  KeyRing(List<KeySource> given) {
    this.given = List.copyOf(given);
  }

  /**
   * Takes what the capture carries; called by the thread that reads it.
   *
   * @param secrets all blocks met so far
   */
  void carry(List<DecryptionSecrets> secrets) {
    if (secrets.size() == taken.size()) {
      return;
    }
    for (DecryptionSecrets block : secrets) {
      if (taken.add(block) && block.type() == DecryptionSecrets.NSS_KEY_LOG) {
        carried.add(block.text().lines());
      }
    }
  }

  @Override
  public Optional<byte[]> secret(SecretLabel label, String clientRandom) {
    asked.add(clientRandom);
    return given.stream()
        .map(KeySource::log)
        .flatMap(log -> log.secret(label, clientRandom).stream())
        .findFirst()
        .or(() -> carried.secret(label, clientRandom));
  }

  /** Whether a decoder asked for a secret of that name, so that it is of use in the capture. */
  boolean isAsked(String name) {
    return asked.contains(name);
  }

  /** The lines of the key logs that the capture carries. */
  Set<String> carriedLines() {
    return taken.stream()
        .filter(block -> block.type() == DecryptionSecrets.NSS_KEY_LOG)
        .flatMap(block -> block.text().lines())
        .collect(Collectors.toSet());
  }

  /** Where keys came from; the capture itself only where it carries a key log. */
  List<KeySource> sources() {
    List<KeySource> sources = new ArrayList<>(given);
    if (taken.stream().anyMatch(block -> block.type() == DecryptionSecrets.NSS_KEY_LOG)) {
      sources.add(new KeySource(KeySource.CAPTURE, carried));
    }
    return sources;
  }
}
