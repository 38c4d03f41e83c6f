package dev.stallscope.protocol.tls;

/**
 * Tells HTTP/2's own frames from requests and responses by the size of their records (STALLS 5.4,
 * 5): the preface, the SETTINGS of both sides, acknowledgments, PING, PRIORITY and WINDOW_UPDATE.
 */
final class Http2Control {
  private boolean isSettingsDue;
  private boolean isServerSettled;

  /** Whether the client's first record is the preface. */
  boolean opens(int plaintext) {
    isSettingsDue = ProtocolGuess.isPrefaceAlone(plaintext);
    return ProtocolGuess.isPreface(plaintext);
  }

  /** Whether a later record of the client is none of a request. */
  boolean isClients(int plaintext) {
    // A HEADERS frame of five indexed fields alone would be as small as PRIORITY.
    if (ProtocolGuess.isControl(plaintext) || plaintext == ProtocolGuess.PRIORITY_BYTES) {
      return true;
    }
    // SETTINGS in a record of their own behind a preface that came without them.
    boolean isSettings = isSettingsDue && ProtocolGuess.isSettings(plaintext);
    isSettingsDue = false;
    return isSettings;
  }

  /** Whether a record is one frame without contents, such as DATA that ends a stream. */
  static boolean mayEndStream(int plaintext) {
    return plaintext == ProtocolGuess.FRAME_BYTES;
  }

  /**
   * Whether a record of the server is none of a response.
   *
   * @param turns requests seen until now; SETTINGS come before the second answer
   */
  boolean isServers(int plaintext, int turns) {
    boolean isSettings = !isServerSettled && turns <= 1 && ProtocolGuess.isSettings(plaintext);
    isServerSettled = isServerSettled || isSettings;
    return isSettings || ProtocolGuess.isControl(plaintext);
  }
}
