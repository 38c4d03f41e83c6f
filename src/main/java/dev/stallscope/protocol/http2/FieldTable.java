package dev.stallscope.protocol.http2;

import dev.stallscope.protocol.http.stream.DynamicTable;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a header block can refer to: the static table (RFC 7541 appendix A) and the
 * dynamic one, whose indexes count from the newest entry. So what was learnt since the capture
 * began stands at its right place, and only older entries are unknown.
 */
final class FieldTable {
  private static final String[] STATIC = {
    ":authority", "",
    ":method", "GET",
    ":method", "POST",
    ":path", "/",
    ":path", "/index.html",
    ":scheme", "http",
    ":scheme", "https",
    ":status", "200",
    ":status", "204",
    ":status", "206",
    ":status", "304",
    ":status", "400",
    ":status", "404",
    ":status", "500",
    "accept-charset", "",
    "accept-encoding", "gzip, deflate",
    "accept-language", "",
    "accept-ranges", "",
    "accept", "",
    "access-control-allow-origin", "",
    "age", "",
    "allow", "",
    "authorization", "",
    "cache-control", "",
    "content-disposition", "",
    "content-encoding", "",
    "content-language", "",
    "content-length", "",
    "content-location", "",
    "content-range", "",
    "content-type", "",
    "cookie", "",
    "date", "",
    "etag", "",
    "expect", "",
    "expires", "",
    "from", "",
    "host", "",
    "if-match", "",
    "if-modified-since", "",
    "if-none-match", "",
    "if-range", "",
    "if-unmodified-since", "",
    "last-modified", "",
    "link", "",
    "location", "",
    "max-forwards", "",
    "proxy-authenticate", "",
    "proxy-authorization", "",
    "range", "",
    "referer", "",
    "refresh", "",
    "retry-after", "",
    "server", "",
    "set-cookie", "",
    "strict-transport-security", "",
    "transfer-encoding", "",
    "user-agent", "",
    "vary", "",
    "via", "",
    "www-authenticate", ""
  };

  private static final int STATIC_ENTRIES = STATIC.length / 2;

  private final DynamicTable dynamic;

  FieldTable(long maxBytes) {
    dynamic = new DynamicTable(maxBytes);
  }

  /** The field at an index, null where it is not known. */
  DynamicTable.@Nullable Entry at(long index) {
    if (index >= 1 && index <= STATIC_ENTRIES) {
      int place = (int) (2 * index);
      return new DynamicTable.Entry(STATIC[place - 2], STATIC[place - 1]);
    }
    return dynamic.byAge(index - STATIC_ENTRIES - 1);
  }

  /** What enters with blocks to come, and what is known of those before. */
  DynamicTable dynamic() {
    return dynamic;
  }
}
