package dev.stallscope.tls;

import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
 * The secrets themselves are not kept, for nothing is decrypted yet.
 */
public final class KeyLog {
  /** Secrets looked at; a browser that logs for months writes some hundred thousand. */
  static final int MAX_SECRETS = 5_000_000;

  private static final Pattern SECRET =
      Pattern.compile("([A-Z][A-Z0-9_]{1,63}) ((?:[0-9a-fA-F]{2}){1,64}) ((?:[0-9a-fA-F]{2})+)");
  private static final int RANDOM_DIGITS = 64;

  private final Map<String, Integer> labels = new TreeMap<>();
  private final Set<String> clientRandoms = new HashSet<>();
  private int secrets;
  private int lines;
  private int unreadableLines;
  private int firstUnreadableLine;

  private KeyLog() {}

  /** Reads lines of any kind; what is no secret is counted. */
  public static KeyLog read(Stream<String> lines) {
    KeyLog log = new KeyLog();
    lines.forEach(line -> log.line(line.strip()));
    return log;
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
    if (secret.group(2).length() == RANDOM_DIGITS) {
      clientRandoms.add(secret.group(2).toLowerCase(Locale.ROOT));
    }
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
    return clientRandoms.size();
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
    return clientRandoms.contains(hello.random());
  }
}
