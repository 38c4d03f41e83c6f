package dev.stallscope.protocol.http.stream;

import dev.stallscope.protocol.http.HttpHeaders;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one header section. Pseudo-header fields (RFC 9113 section 8.3) stand apart; {@code
 * :authority} also as {@code host} and {@code :protocol} (RFC 8441) as {@code upgrade}, which they
 * replace.
 *
 * @param unknownFields fields whose name or value was not seen: it stands in a part of the
 *     connection that was not captured, or behind what could not be decoded
 */
public record HeaderBlock(
    Optional<String> method,
    Optional<String> scheme,
    Optional<String> authority,
    Optional<String> path,
    Optional<String> status,
    HttpHeaders headers,
    int unknownFields) {
  private static final int NO_STATUS = -1;
  private static final int STATUS_DIGITS = 3;

  /** A section of which nothing is known but that it was there. */
  public static HeaderBlock unread() {
    Builder nothing = new Builder(0);
    nothing.unknown();
    return nothing.build();
  }

  /** Whether no field is missing. */
  public boolean isWhole() {
    return unknownFields == 0;
  }

  public boolean isRequest() {
    return method.isPresent() || path.isPresent();
  }

  /** The status, or a negative number where it is not known. */
  public int code() {
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
  public static final class Builder {
    private final HttpHeaders.Builder headers = new HttpHeaders.Builder();
    private @Nullable String method;
    private @Nullable String scheme;
    private @Nullable String authority;
    private @Nullable String path;
    private @Nullable String status;
    private boolean hasHost;
    private int unknownFields;
    private final long allowedBytes;
    private long usedBytes;

    /**
     * @param allowedBytes of names and values at most; further fields count as unknown
     */
    Builder(long allowedBytes) {
      this.allowedBytes = allowedBytes;
    }

    /** A field that cannot be known. */
    public void unknown() {
      unknownFields++;
    }

    /** A field that a table holds, or does not. */
    public void add(DynamicTable.@Nullable Entry entry) {
      if (entry == null || entry.name() == null) {
        unknown();
      } else {
        add(entry.name(), entry.value());
      }
    }

    long usedBytes() {
      return Math.min(usedBytes, allowedBytes);
    }

    private void add(String name, String value) {
      usedBytes += name.length() + value.length();
      if (usedBytes > allowedBytes) {
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
        case ":protocol" -> headers.add("upgrade", value);
        case "host" -> host(value);
        default -> {
          // There are no other pseudo-header fields; a message with one is malformed.
          if (!name.startsWith(":")) {
            headers.add(name, value);
          }
        }
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
