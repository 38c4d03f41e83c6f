package dev.stallscope.tls;

import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an NSS key log (SSLKEYLOGFILE, draft-ietf-tls-keylogfile) has secrets for:
 *
 * <pre>
 * LABEL client-random secret       # both in hexadecimal, one to a line
 * </pre>
 *
 * Kept are the secrets that {@link SecretLabel} names. One thread adds lines and reads the counts;
 * secrets may be asked for by others meanwhile.
 */
public final class KeyLog implements SecretSource {
  /** Secrets looked at; a browser that logs for months writes some hundred thousand. */
  static final int MAX_SECRETS = 1_000_000;

  private static final Pattern SECRET =
      Pattern.compile("([A-Z][A-Z0-9_]{1,63}) ((?:[0-9a-fA-F]{2}){1,64}) ((?:[0-9a-fA-F]{2})+)");
  private static final int RANDOM_DIGITS = 64;

  /** The longest secret is as long as SHA-384. */
  private static final int MAX_SECRET_DIGITS = 96;

  private static final byte[][] NO_SECRETS = {};

  private final Map<String, Integer> labels = new TreeMap<>();

  /** By client random, then by label; each array is replaced, never changed. */
  private final Map<String, byte[][]> connections = new ConcurrentHashMap<>();

  /** By the first bytes of what a client encrypted with RSA. */
  private final Map<String, byte[][]> premasters = new ConcurrentHashMap<>();

  private int secrets;
  private int lines;
  private int unreadableLines;
  private int firstUnreadableLine;

  /** Reads lines of any kind; what is no secret is counted. */
  public static KeyLog read(Stream<String> lines) {
    KeyLog log = new KeyLog();
    log.add(lines);
    return log;
  }

  /** Reads more lines. */
  public void add(Stream<String> more) {
    more.forEach(line -> line(line.strip()));
  }

  private void line(String line) {
    lines++;
    if (line.isEmpty() || line.startsWith("#") || secrets == MAX_SECRETS) {
      return;
    }
    Matcher secret = SECRET.matcher(line);
    if (!secret.matches() || !isNamed(secret.group(1), secret.group(2))) {
      unreadableLines++;
      firstUnreadableLine = firstUnreadableLine == 0 ? lines : firstUnreadableLine;
      return;
    }
    secrets++;
    labels.merge(secret.group(1), 1, Integer::sum);
    boolean isOfConnection = secret.group(2).length() == RANDOM_DIGITS;
    (isOfConnection ? connections : premasters)
        .merge(
            secret.group(2).toLowerCase(Locale.ROOT),
            kept(secret.group(1), secret.group(3)),
            KeyLog::joined);
  }

  private static byte[][] kept(String label, String secret) {
    Optional<SecretLabel> known = SecretLabel.of(label);
    if (known.isEmpty() || secret.length() > MAX_SECRET_DIGITS) {
      return NO_SECRETS;
    }
    byte[][] one = new byte[SecretLabel.values().length][];
    one[known.get().ordinal()] = HexFormat.of().parseHex(secret);
    return one;
  }

  private static byte[][] joined(byte[][] older, byte[][] newer) {
    byte[][] all = Arrays.copyOf(older, Math.max(older.length, newer.length));
    for (int i = 0; i < newer.length; i++) {
      all[i] = newer[i] == null ? all[i] : newer[i];
    }
    return all;
  }

  @Override
  public Optional<byte[]> secret(SecretLabel label, String name) {
    byte[][] known =
        (label == SecretLabel.RSA ? premasters : connections).getOrDefault(name, NO_SECRETS);
    return label.ordinal() < known.length
        ? Optional.ofNullable(known[label.ordinal()])
        : Optional.empty();
  }

  /**
   * What the secret of a line is named by, in lower case: a client random, but for the old label
   * RSA. Empty for a line that is no secret.
   */
  public static Optional<String> name(String line) {
    Matcher secret = SECRET.matcher(line);
    return secret.matches() && isNamed(secret.group(1), secret.group(2))
        ? Optional.of(secret.group(2).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** The old label RSA is followed by the first eight bytes of the encrypted premaster secret. */
  private static boolean isNamed(String label, String name) {
    return name.length() == (label.equals("RSA") ? 16 : RANDOM_DIGITS);
  }

  /** Whether it has a secret, or nothing that is none: a browser may not have written yet. */
  public boolean isKeyLog() {
    return secrets > 0 || unreadableLines == 0;
  }

  /** How many secrets there are under each label, in the order of the alphabet. */
  public Map<String, Integer> labels() {
    return Collections.unmodifiableMap(labels);
  }

  public int secrets() {
    return secrets;
  }

  /** Connections that it has secrets for. */
  public int connections() {
    return connections.size();
  }

  public int unreadableLines() {
    return unreadableLines;
  }

  /** Number of the first line that is no secret, from 1; 0 without one. */
  public int firstUnreadableLine() {
    return firstUnreadableLine;
  }

  /** Whether it has a secret of the connection with that ClientHello. */
  public boolean knows(ClientHello hello) {
    return connections.containsKey(hello.random());
  }
}
