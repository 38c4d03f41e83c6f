package dev.stallscope.protocol.http;

import java.util.Locale;
import java.util.Set;

/**
 * A media type without its parameters, lower case: {@code text/html}.
 *
 * @param essence type and subtype, empty where none was sent
 */
public record MediaType(String essence) {
  private static final Set<String> TEXT_SUBTYPES =
      Set.of(
          "json",
          "xml",
          "javascript",
          "x-javascript",
          "ecmascript",
          "x-ndjson",
          "jsonl",
          "json-seq",
          "yaml",
          "x-yaml",
          "graphql",
          "sql",
          "x-sh",
          "manifest",
          "x-www-form-urlencoded");

  /** Types whose parts are read one by one as they come (RFC 7464, Docker, Kubernetes, cameras). */
  private static final Set<String> STREAM_TYPES =
      Set.of(
          "multipart/x-mixed-replace",
          "application/x-ndjson",
          "application/jsonl",
          "application/json-seq",
          "application/stream+json",
          "application/vnd.docker.raw-stream",
          "application/vnd.docker.multiplexed-stream");

  /** The media type of a Content-Type field's value. */
  public static MediaType of(String contentType) {
    int end = contentType.indexOf(';');
    String essence = end < 0 ? contentType : contentType.substring(0, end);
    return new MediaType(essence.strip().toLowerCase(Locale.ROOT));
  }

  /** The media type that the headers name, or an empty one. */
  public static MediaType of(HttpHeaders headers) {
    return of(headers.first("content-type").orElse(""));
  }

  private String subtype() {
    return essence.substring(essence.indexOf('/') + 1);
  }

  /** Whether contents of the type are text, which compresses well. */
  public boolean isText() {
    String subtype = subtype();
    return essence.startsWith("text/")
        || subtype.endsWith("+json")
        || subtype.endsWith("+xml")
        || (essence.startsWith("application/") && TEXT_SUBTYPES.contains(subtype));
  }

  /** Whether contents of the type are played while they come. */
  public boolean isPlayed() {
    return essence.startsWith("video/") || essence.startsWith("audio/");
  }

  public boolean isEventStream() {
    return essence.equals("text/event-stream");
  }

  public boolean isGrpc() {
    return essence.equals("application/grpc") || essence.startsWith("application/grpc+");
  }

  /** Whether contents of the type are made while they are sent, so that pauses are by design. */
  public boolean isStream() {
    return isEventStream() || isGrpc() || STREAM_TYPES.contains(essence);
  }
}
