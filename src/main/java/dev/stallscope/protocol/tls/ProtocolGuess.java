package dev.stallscope.protocol.tls;

import dev.stallscope.protocol.AppProtocol;
import java.util.List;
import java.util.Optional;

/**
 * What encrypted data may be, from ALPN and the size of what the client sends first (STALLS 5.4).
 *
 * @param reason why, in words
 * @param isDoubtful whether nothing speaks for requests that are answered: it may be a person at a
 *     terminal, or two programs that both speak unasked
 */
record ProtocolGuess(AppProtocol protocol, String reason, boolean isDoubtful) {
  /** A request of HTTP has a line and the Host header at least. */
  private static final int LEAST_REQUEST_BYTES = 60;

  static final String HTTP_1 = "http/1.1";

  private static final String HTTP_2 = "h2";
  private static final int PREFACE_BYTES = 24;
  static final int FRAME_BYTES = 9;
  private static final int SETTING_BYTES = 6;
  private static final int MAX_SETTINGS = 12;
  private static final int WINDOW_UPDATE_BYTES = 13;
  private static final int PING_BYTES = 17;
  static final int PRIORITY_BYTES = 14;

  /** Multiples and sums of control frames up to this size are not told from data. */
  private static final int MAX_CONTROL_BYTES = 40;

  /**
   * Guesses.
   *
   * @param firstBytes plaintext of the client's first record
   */
  static ProtocolGuess of(Optional<TlsHandshake> handshake, int firstBytes) {
    if (handshake.isEmpty()) {
      return unknown("the handshake was not captured", firstBytes < LEAST_REQUEST_BYTES);
    }
    Optional<String> chosen = handshake.get().protocolChosen();
    if (chosen.isPresent()) {
      return new ProtocolGuess(named(chosen.get()), "the server chose " + chosen.get(), false);
    }
    List<String> offered = handshake.get().protocolsOffered();
    boolean isTls13 = handshake.get().version().map(version -> version.isTls13()).orElse(false);
    if (isTls13 && offered.contains(HTTP_2) && isPreface(firstBytes)) {
      return new ProtocolGuess(
          AppProtocol.HTTP2,
          "h2 was offered and the first record has the size of its preface",
          false);
    }
    if (isTls13 && offered.contains(HTTP_2)) {
      // Some clients send their first request in one record with the preface.
      return unknown("h2 was offered, and the first record is no preface alone", false);
    }
    if (isTls13 && offered.stream().anyMatch(name -> named(name) == AppProtocol.HTTP1)) {
      return new ProtocolGuess(AppProtocol.HTTP1, "the client offered HTTP/1 only", false);
    }
    // Who asks for a host by its name and says as much as a request does is likely a web client.
    boolean isDoubtful = handshake.get().serverName().isEmpty() || firstBytes < LEAST_REQUEST_BYTES;
    return unknown("no protocol was agreed on by ALPN", isDoubtful);
  }

  private static ProtocolGuess unknown(String reason, boolean isDoubtful) {
    return new ProtocolGuess(AppProtocol.UNKNOWN, reason, isDoubtful);
  }

  private static AppProtocol named(String alpn) {
    return switch (alpn) {
      case HTTP_2 -> AppProtocol.HTTP2;
      case HTTP_1, "http/1.0" -> AppProtocol.HTTP1;
      default -> AppProtocol.UNKNOWN;
    };
  }

  boolean isHttp2() {
    return protocol == AppProtocol.HTTP2;
  }

  /** Whether a client's first record is no more than preface, SETTINGS and WINDOW_UPDATE. */
  static boolean isPreface(int bytes) {
    return isPrefaceAlone(bytes) || isSettings(bytes - PREFACE_BYTES);
  }

  /** Whether a client's first record is the preface without the SETTINGS that follow it. */
  static boolean isPrefaceAlone(int bytes) {
    return bytes == PREFACE_BYTES;
  }

  /** Whether it is SETTINGS, with WINDOW_UPDATE or an acknowledgement or without. */
  static boolean isSettings(int bytes) {
    return isSettingsAlone(bytes)
        || isSettingsAlone(bytes - WINDOW_UPDATE_BYTES)
        || isSettingsAlone(bytes - FRAME_BYTES)
        || isSettingsAlone(bytes - WINDOW_UPDATE_BYTES - FRAME_BYTES);
  }

  private static boolean isSettingsAlone(int bytes) {
    int settings = bytes - FRAME_BYTES;
    return settings >= 0
        && settings % SETTING_BYTES == 0
        && settings <= MAX_SETTINGS * SETTING_BYTES;
  }

  /** Whether it is SETTINGS acknowledgements, WINDOW_UPDATEs and PINGs only. */
  static boolean isControl(int bytes) {
    for (int pings = 0; pings <= MAX_CONTROL_BYTES; pings += PING_BYTES) {
      for (int updates = 0; updates <= MAX_CONTROL_BYTES; updates += WINDOW_UPDATE_BYTES) {
        int rest = bytes - pings - updates;
        if (bytes <= MAX_CONTROL_BYTES && (rest == 0 || rest == FRAME_BYTES)) {
          return bytes > 0;
        }
      }
    }
    return false;
  }
}
