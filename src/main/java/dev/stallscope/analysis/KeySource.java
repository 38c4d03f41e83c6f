package dev.stallscope.analysis;

import dev.stallscope.capture.DecryptionSecrets;
import dev.stallscope.tls.KeyLog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where keys come from.
 *
 * @param name of the file, or what in the capture carries them
 */
public record KeySource(String name, KeyLog log) {
  /** The name of the keys that the capture itself carries in Decryption Secrets Blocks. */
  public static final String CAPTURE = "the capture itself";

  static List<KeySource> with(List<KeySource> given, List<DecryptionSecrets> carried) {
    List<KeySource> sources = new ArrayList<>(given);
    List<DecryptionSecrets> logs =
        carried.stream().filter(one -> one.type() == DecryptionSecrets.NSS_KEY_LOG).toList();
    if (!logs.isEmpty()) {
      Stream<String> lines = logs.stream().flatMap(one -> one.text().lines());
      sources.add(new KeySource(CAPTURE, KeyLog.read(lines)));
    }
    return sources;
  }
}
