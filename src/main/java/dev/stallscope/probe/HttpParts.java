package dev.stallscope.probe;

import dev.stallscope.protocol.ContentBudget;
import dev.stallscope.protocol.http.BodyMeter;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpBody.Framing;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** What OkHttp sent and received, as the messages that a capture's decoders give. */
final class HttpParts {
  /** There is no packet to point at. */
  static final int NO_PACKET = -1;

  private HttpParts() {}

  /**
   * The request as it went out.
   *
   * @param version of the connection
   * @param sentNanos when it had been sent
   */
  static HttpRequest request(Request request, HttpVersion version, String body, long sentNanos) {
    HttpUrl url = request.url();
    String query = url.encodedQuery();
    return new HttpRequest(
        request.method(),
        url.encodedPath() + (query == null ? "" : "?" + query),
        url.scheme(),
        version,
        headers(request.headers()),
        HttpHeaders.NONE,
        sentBody(body),
        sentNanos,
        NO_PACKET);
  }

  private static HttpBody sentBody(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0) {
      return HttpBody.NONE;
    }
    BodyMeter meter =
        new BodyMeter(Framing.LENGTH, bytes.length, HttpHeaders.NONE, false, new ContentBudget(0));
    meter.bytes(bytes, 0, bytes.length, 0, NO_PACKET);
    return meter.end(true);
  }

  /** The response as it came. */
  static HttpResponse response(
      Response response, Headers trailers, HttpBody body, long headEndNanos) {
    return new HttpResponse(
        response.code(),
        response.message(),
        version(response.protocol()),
        headers(response.headers()),
        headers(trailers),
        body,
        response.request().method(),
        headEndNanos,
        NO_PACKET);
  }

  static HttpVersion version(Protocol protocol) {
    return switch (protocol) {
      case HTTP_1_0 -> HttpVersion.HTTP_1_0;
      case HTTP_2, H2_PRIOR_KNOWLEDGE -> HttpVersion.HTTP_2;
      case HTTP_3, QUIC -> HttpVersion.HTTP_3;
      default -> HttpVersion.HTTP_1_1;
    };
  }

  static HttpHeaders headers(Headers headers) {
    HttpHeaders.Builder builder = new HttpHeaders.Builder();
    for (int i = 0; i < headers.size(); i++) {
      builder.add(headers.name(i), headers.value(i));
    }
    return builder.build();
  }
}
