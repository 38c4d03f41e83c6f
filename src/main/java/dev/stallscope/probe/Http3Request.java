package dev.stallscope.probe;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A request as HTTP/3 sends it (RFC 9114 section 4.3.1). */
final class Http3Request {
  /** Fields of one connection, which HTTP/3 must not carry; the authority says what Host did. */
  private static final Set<String> NOT_SENT =
      Set.of(
          "connection", "host", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

  private final Request request;
  private final byte[] body;

  Http3Request(Request request) {
    this.request = request;
    body = bytes(request.body());
  }

  private static byte[] bytes(@Nullable RequestBody body) {
    Buffer buffer = new Buffer();
    try {
      if (body != null) {
        body.writeTo(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a body in memory cannot be read", e);
    }
    return buffer.readByteArray();
  }

  Http3HeadersFrame head() {
    HttpUrl url = request.url();
    Http3HeadersFrame frame = new DefaultHttp3HeadersFrame();
    Http3Headers fields = frame.headers();
    String query = url.encodedQuery();
    fields
        .method(request.method())
        .scheme(url.scheme())
        .authority(authority())
        .path(url.encodedPath() + (query == null ? "" : "?" + query));
    for (var field : fields()) {
      fields.add(field.getFirst(), field.getSecond());
    }
    return frame;
  }

  private String authority() {
    HttpUrl url = request.url();
    String named = request.header("Host");
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    boolean isDefault = url.port() == HttpUrl.defaultPort(url.scheme());
    return named != null ? named : isDefault ? host : host + ":" + url.port();
  }

  /** The regular fields, in lower case as the version wants them. */
  Headers fields() {
    Headers.Builder fields = new Headers.Builder();
    for (var field : request.headers()) {
      String name = field.getFirst().toLowerCase(Locale.ROOT);
      if (!NOT_SENT.contains(name)) {
        fields.add(name, field.getSecond());
      }
    }
    RequestBody sent = request.body();
    if (sent != null) {
      fields.set("content-length", Integer.toString(body.length));
      MediaType type = sent.contentType();
      if (type != null && fields.get("content-type") == null) {
        fields.set("content-type", type.toString());
      }
    }
    return fields.build();
  }

  /** Empty where there is nothing to send after the head. */
  Optional<Http3DataFrame> body() {
    return body.length == 0
        ? Optional.empty()
        : Optional.of(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(body)));
  }

  /** As it was sent, for the record. */
  Request sent() {
    return request
        .newBuilder()
        .headers(fields().newBuilder().add("host", authority()).build())
        .build();
  }
}
