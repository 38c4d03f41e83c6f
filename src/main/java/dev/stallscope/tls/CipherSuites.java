package dev.stallscope.tls;

import java.util.Map;

/** Names of the cipher suites that occur, and how much a record grows under them. */
public final class CipherSuites {
  private static final int SHA384_FINISHED = 0x1302;
  private static final int SHORT_TAG = 0x1305;

  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(0x1301, "TLS_AES_128_GCM_SHA256"),
          Map.entry(0x1302, "TLS_AES_256_GCM_SHA384"),
          Map.entry(0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
          Map.entry(0x1304, "TLS_AES_128_CCM_SHA256"),
          Map.entry(0x1305, "TLS_AES_128_CCM_8_SHA256"),
          Map.entry(0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
          Map.entry(0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
          Map.entry(0xccaa, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
          Map.entry(0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0xc011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA"),
          Map.entry(0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0xc023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0xc024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
          Map.entry(0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
          Map.entry(0x009c, "TLS_RSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0x009d, "TLS_RSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0x0034, "TLS_DH_anon_WITH_AES_128_CBC_SHA"),
          Map.entry(0x003a, "TLS_DH_anon_WITH_AES_256_CBC_SHA"),
          Map.entry(0x006c, "TLS_DH_anon_WITH_AES_128_CBC_SHA256"),
          Map.entry(0x006d, "TLS_DH_anon_WITH_AES_256_CBC_SHA256"),
          Map.entry(0x00a6, "TLS_DH_anon_WITH_AES_128_GCM_SHA256"),
          Map.entry(0x00a7, "TLS_DH_anon_WITH_AES_256_GCM_SHA384"),
          Map.entry(0xc018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"),
          Map.entry(0xc019, "TLS_ECDH_anon_WITH_AES_256_CBC_SHA"),
          Map.entry(0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
          Map.entry(0x009f, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
          Map.entry(0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0x003c, "TLS_RSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0x003d, "TLS_RSA_WITH_AES_256_CBC_SHA256"),
          Map.entry(0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
          Map.entry(0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
          Map.entry(0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"),
          Map.entry(0x006b, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
          Map.entry(0x0004, "TLS_RSA_WITH_RC4_128_MD5"),
          Map.entry(0x0005, "TLS_RSA_WITH_RC4_128_SHA"),
          Map.entry(0x000a, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"));

  private CipherSuites() {}

  /** The suite's name, or its number. */
  public static String title(int suite) {
    String title = TITLES.get(suite);
    return title == null ? String.format("cipher suite 0x%04x", suite) : title;
  }

  /**
   * Bytes that encryption adds to a record: exact for AEAD suites, a middle value for block ciphers
   * with their padding (STALLS T11).
   */
  public static int overheadBytes(TlsVersion version, int suite) {
    if (version.isTls13()) {
      return suite == SHORT_TAG ? 9 : 17;
    }
    String title = title(suite);
    if (title.contains("CHACHA20")) {
      return 16;
    }
    if (title.contains("RC4")) {
      return title.endsWith("MD5") ? 16 : 20;
    }
    if (title.contains("CBC")) {
      int macBytes = title.endsWith("SHA384") ? 48 : title.endsWith("SHA256") ? 32 : 20;
      boolean hasIv = version.code() >= TlsVersion.TLS_1_1.code();
      return macBytes + 8 + (hasIv ? 16 : 0);
    }
    return 24;
  }

  /** Length of the TLS 1.3 record that holds a Finished alone. */
  public static int finishedRecordBytes(int suite) {
    return switch (suite) {
      case SHA384_FINISHED -> 69;
      case SHORT_TAG -> 45;
      default -> 53;
    };
  }
}
