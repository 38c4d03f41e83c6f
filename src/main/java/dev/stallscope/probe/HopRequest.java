package dev.stallscope.probe;

import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import java.nio.charset.StandardCharsets;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Puts together what is sent for a hop, before any time is counted. */
final class HopRequest {
  /** As browsers ask; all of these can be measured decoded. */
  private static final String CODINGS = "gzip, deflate, br, zstd";

  private static final String FORM = "application/x-www-form-urlencoded";

  private HopRequest() {}

  static Request.Builder of(HopPlan hop) {
    Request.Builder builder = new Request.Builder().url(hop.url());
    HttpHeaders headers = hop.headers();
    if (!headers.has("accept-encoding")) {
      builder.header("Accept-Encoding", CODINGS);
    }
    if (!hop.url().username().isEmpty() && !headers.has("authorization")) {
      builder.header(
          "Authorization", Credentials.basic(hop.url().username(), hop.url().password()));
    }
    for (Field field : headers.fields()) {
      builder.addHeader(field.name(), field.value());
    }
    return builder.method(hop.method(), body(hop));
  }

  private static @Nullable RequestBody body(HopPlan hop) {
    if (hop.body().isEmpty() && !isBodyWanted(hop.method())) {
      return null;
    }
    return RequestBody.create(
        hop.body().getBytes(StandardCharsets.UTF_8),
        MediaType.parse(hop.headers().first("content-type").orElse(FORM)));
  }

  /** Methods that OkHttp does not send without a body, be it an empty one. */
  private static boolean isBodyWanted(String method) {
    return switch (method) {
      case "POST", "PUT", "PATCH", "PROPPATCH", "REPORT" -> true;
      default -> false;
    };
  }
}
