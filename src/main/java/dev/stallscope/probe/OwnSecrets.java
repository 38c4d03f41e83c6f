package dev.stallscope.probe;

import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.SecretKey;

/**
 * The secrets of the TLS and QUIC connections that this program makes itself, as lines of an NSS
 * key log. Java tells neither them nor whose they are: a handshake is made by one thread, so that
 * the ClientHello seen on its way out and the secrets derived afterwards meet there.
 */
final class OwnSecrets {
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;

  /** Where the ClientHello's random stands in its record (RFC 8446 sections 4.1.2 and 5.1). */
  private static final int RANDOM_OFFSET = 11;

  private static final int RANDOM_BYTES = 32;

  private static final ThreadLocal<Optional<String>> RANDOM =
      ThreadLocal.withInitial(Optional::empty);
  private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();
  private static volatile boolean isListening;

  private OwnSecrets() {}

  /** From now on secrets are kept, of handshakes that begin from now on. */
  static void listen() {
    prepare();
    LINES.clear();
    isListening = true;
  }

  /** What sees secrets stands in its place from now on, and is used by every handshake. */
  static void prepare() {
    if (Security.getProvider(new SecretTap().getName()) == null) {
      Security.insertProviderAt(new SecretTap(), 1);
    }
  }

  /** What was kept until now belongs to connections that nobody records. */
  static void forget() {
    LINES.clear();
  }

  /** All that were kept; from now on none are. */
  static byte[] take() {
    isListening = false;
    StringBuilder log = new StringBuilder();
    for (String line = LINES.poll(); line != null; line = LINES.poll()) {
      log.append(line).append('\n');
    }
    return log.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** This thread sends these bytes over TCP; a ClientHello begins a handshake. */
  static void sending(byte[] bytes, int offset, int length) {
    int end = RANDOM_OFFSET + RANDOM_BYTES;
    if (isListening
        && length >= end
        && bytes[offset] == HANDSHAKE
        && bytes[offset + 5] == CLIENT_HELLO) {
      byte[] random = Arrays.copyOfRange(bytes, offset + RANDOM_OFFSET, offset + end);
      RANDOM.set(Optional.of(HexFormat.of().formatHex(random)));
    }
  }

  /** The handshake of this thread is over; what it derives from now on is another's. */
  static void handshakeIsOver() {
    RANDOM.remove();
  }

  /** A secret of this thread's handshake. */
  static void derived(String label, SecretKey secret) {
    byte[] bytes = secret.getEncoded();
    if (isListening && RANDOM.get().isPresent() && bytes != null) {
      LINES.add("%s %s %s".formatted(label, RANDOM.get().get(), HexFormat.of().formatHex(bytes)));
    }
  }

  /** A line as QUIC's library gives it. */
  static void line(String line) {
    if (isListening) {
      LINES.add(line.strip());
    }
  }
}
