package dev.stallscope.analysis.detail;

import dev.stallscope.tls.TlsVersion;
import java.util.ArrayList;
import java.util.List;

/** Extensions of a hello, as far as they tell something about the connection. */
final class TlsExtension {
  static final int SERVER_NAME = 0;
  private static final int ALPN = 16;
  private static final int SUPPORTED_VERSIONS = 43;

  private TlsExtension() {}

  static String title(int type) {
    return switch (type) {
      case SERVER_NAME -> "server_name";
      case 1 -> "max_fragment_length";
      case 5 -> "status_request";
      case 10 -> "supported_groups";
      case 11 -> "ec_point_formats";
      case 13 -> "signature_algorithms";
      case ALPN -> "application_layer_protocol_negotiation";
      case 18 -> "signed_certificate_timestamp";
      case 21 -> "padding";
      case 22 -> "encrypt_then_mac";
      case 23 -> "extended_master_secret";
      case 27 -> "compress_certificate";
      case 35 -> "session_ticket";
      case 41 -> "pre_shared_key";
      case 42 -> "early_data";
      case SUPPORTED_VERSIONS -> "supported_versions";
      case 44 -> "cookie";
      case 45 -> "psk_key_exchange_modes";
      case 50 -> "signature_algorithms_cert";
      case 51 -> "key_share";
      case 0xfe0d -> "encrypted_client_hello";
      case 0xff01 -> "renegotiation_info";
      default -> Integer.toString(type);
    };
  }

  /** Reads what stands behind type and length, and says it in a few words. */
  static String read(FieldReader in, int type) {
    return switch (type) {
      case SERVER_NAME -> serverName(in);
      case ALPN -> protocols(in);
      case SUPPORTED_VERSIONS -> versions(in);
      default -> "";
    };
  }

  private static String serverName(FieldReader in) {
    if (in.left() < 5) {
      return "";
    }
    in.number("List length", 2);
    in.number("Name type", 1);
    return in.text("Server name", (int) in.number("Name length", 2));
  }

  private static String protocols(FieldReader in) {
    List<String> names = new ArrayList<>();
    if (in.left() > 2) {
      in.number("List length", 2);
    }
    while (in.left() > 1 && in.peek(0) > 0) {
      names.add(in.text("Protocol", (int) in.number("Name length", 1)));
    }
    return String.join(", ", names);
  }

  /** A client sends a list behind its length, a server one version. */
  private static String versions(FieldReader in) {
    List<String> versions = new ArrayList<>();
    if (in.left() % 2 == 1) {
      in.number("List length", 1);
    }
    while (in.left() >= 2) {
      long code = in.number("Version", 2, value -> new TlsVersion((int) value).title());
      versions.add(new TlsVersion((int) code).title());
    }
    return String.join(", ", versions);
  }
}
