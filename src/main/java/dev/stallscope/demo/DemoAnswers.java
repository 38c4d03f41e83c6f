package dev.stallscope.demo;

import java.util.Map;

/** What the server answers to each path. */
final class DemoAnswers {
  private static final String JSON = "application/json";
  private static final String PICTURE = "image/png";
  private static final String GRPC = "application/grpc";

  /** A gRPC message without content: not compressed, of no bytes. */
  private static final byte[] EMPTY_MESSAGE = new byte[5];

  private static final byte[] SMALL = DemoBodies.json(600);
  private static final byte[] MIDDLE = DemoBodies.json(60_000);
  private static final byte[] LARGE = DemoBodies.json(400_000);
  private static final byte[] LARGE_PACKED = DemoBodies.gzip(LARGE);
  private static final byte[] SMALL_PICTURE = DemoBodies.picture(20_000);
  private static final byte[] LARGE_PICTURE = DemoBodies.picture(500_000);

  private final DemoPage page;

  DemoAnswers(DemoPage page) {
    this.page = page;
  }

  /**
   * The answer.
   *
   * @param path without its query
   */
  DemoAnswer to(String path) {
    DemoAnswer answer = DemoAnswer.of(JSON, SMALL);
    return switch (path) {
      case "/" -> page.answer();
      case "/slow-server" -> answer.after(800);
      case "/slow-server/fixed", "/slow-tls", "/slow-tls/fixed" -> answer.after(15);
      case "/trickle" -> DemoAnswer.of(PICTURE, SMALL_PICTURE).inParts(5, 300);
      case "/trickle/fixed" -> DemoAnswer.of(PICTURE, SMALL_PICTURE);
      case "/throttled" -> DemoAnswer.of(PICTURE, LARGE_PICTURE).inParts(25, 64);
      case "/throttled/fixed" -> DemoAnswer.of(PICTURE, LARGE_PICTURE);
      case "/no-keep-alive" -> answer.closing();
      case "/no-keep-alive/fixed" -> answer;
      case "/uncompressed" -> DemoAnswer.of(JSON, LARGE);
      case "/uncompressed/fixed" ->
          DemoAnswer.of(JSON, LARGE_PACKED).with("content-encoding", "gzip");
      case "/repeated" -> DemoAnswer.of(PICTURE, SMALL_PICTURE).after(10);
      case "/repeated/fixed" ->
          DemoAnswer.of(PICTURE, SMALL_PICTURE)
              .after(10)
              .with("cache-control", "public, max-age=86400, immutable");
      case "/slow-reader", "/slow-reader/fixed" -> DemoAnswer.text("text/plain", "received\n");
      case "/demo.Slow/Check" -> grpc(0, "").after(800);
      case "/demo.Fast/Check", "/grpc.health.v1.Health/Check" -> grpc(0, "");
      case "/demo.Failing/Check" -> grpc(14, "the stock service does not answer");
      case "/page" -> DemoAnswer.of(JSON, MIDDLE).with("cache-control", "max-age=60").after(20);
      default ->
          path.startsWith("/sequential/")
              ? answer.after(60)
              : DemoAnswer.text("text/plain", "Nothing is here; / lists what there is.\n")
                  .withStatus(404);
    };
  }

  private static DemoAnswer grpc(int status, String message) {
    Map<String, String> trailers =
        message.isEmpty()
            ? Map.of("grpc-status", Integer.toString(status))
            : Map.of("grpc-status", Integer.toString(status), "grpc-message", message);
    return DemoAnswer.of(GRPC, EMPTY_MESSAGE).withTrailers(trailers);
  }
}
