package dev.stallscope.protocol.http2;

import dev.stallscope.protocol.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one header section. Pseudo-header fields (RFC 9113 section 8.3) stand apart; {@code
 * :authority} also as {@code host}, which it replaces.
 *
 * @param unknownFields fields whose name or value was not seen: it stands in a part of the
 *     connection that was not captured, or behind what could not be decoded
 */
record HeaderBlock(
    Optional<String> method,
    Optional<String> scheme,
    Optional<String> authority,
    Optional<String> path,
    Optional<String> status,
    HttpHeaders headers,
    int unknownFields) {
  private static final int NO_STATUS = -1;
  private static final int STATUS_DIGITS = 3;

  /** Whether no field is missing. */
  boolean isWhole() {
    return unknownFields == 0;
  }

  boolean isRequest() {
    return method.isPresent() || path.isPresent();
  }

  /** The status, or a negative number where it is not known. */
  int code() {
    String digits = status.orElse("");
    if (digits.length() != STATUS_DIGITS) {
      return NO_STATUS;
    }
    int code = 0;
    for (int i = 0; i < STATUS_DIGITS; i++) {
      char digit = digits.charAt(i);
      if (digit < '0' || digit > '9') {
        return NO_STATUS;
      }
      code = code * 10 + digit - '0';
    }
    return code >= 100 ? code : NO_STATUS;
  }

  /** Gathers fields. */
  static final class Builder {
    private final HttpHeaders.Builder headers = new HttpHeaders.Builder();
    private @Nullable String method;
    private @Nullable String scheme;
    private @Nullable String authority;
    private @Nullable String path;
    private @Nullable String status;
    private boolean hasHost;
    private int unknownFields;
    private long allowedBytes;

    /**
     * @param allowedBytes of names and values at most; further fields count as unknown
     */
    Builder(long allowedBytes) {
      this.allowedBytes = allowedBytes;
    }

    void unknown() {
      unknownFields++;
    }

    /** What may still be added, negative where some had to be left out. */
    long allowedBytes() {
      return allowedBytes;
    }

    void add(String name, String value) {
      allowedBytes -= name.length() + value.length();
      if (allowedBytes < 0) {
        unknown();
        return;
      }
      switch (name) {
        case ":method" -> method = value;
        case ":scheme" -> scheme = value;
        case ":path" -> path = value;
        case ":status" -> status = value;
        case ":authority" -> {
          authority = value;
          host(value);
        }
        case "host" -> host(value);
        default -> headers.add(name, value);
      }
    }

    /** Where both are sent they are equal (RFC 9113 section 8.3.1). */
    private void host(String value) {
      if (!hasHost) {
        headers.add("host", value);
        hasHost = true;
      }
    }

    HeaderBlock build() {
      return new HeaderBlock(
          Optional.ofNullable(method),
          Optional.ofNullable(scheme),
          Optional.ofNullable(authority),
          Optional.ofNullable(path),
          Optional.ofNullable(status),
          headers.build(),
          unknownFields);
    }
  }
}
