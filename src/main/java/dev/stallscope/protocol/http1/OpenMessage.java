package dev.stallscope.protocol.http1;

import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamBytes;
import dev.stallscope.protocol.http.BodyMeter;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A message while its bytes arrive. */
final class OpenMessage {
  private final long firstNanos;
  private final int firstPacket;
  private final long startOffset;
  private final boolean isAfterLoss;
  private long lastNanos;
  private int lastPacket;
  private long endOffset;

  private @Nullable StartLine start;
  private HttpHeaders headers = HttpHeaders.NONE;
  private HttpHeaders trailers = HttpHeaders.NONE;
  private boolean isHeadOver;
  private long headEndNanos;
  private int headEndPacket;
  private @Nullable BodyMeter meter;
  private HttpBody body = HttpBody.NONE;
  private @Nullable OpenRequest request;
  private int lostAnswers;

  /**
   * @param isAfterLoss whether the message was found again after bytes that could not be read
   */
  OpenMessage(StreamBytes view, long startOffset, boolean isAfterLoss) {
    this.firstNanos = view.epochNanos();
    this.firstPacket = view.packet();
    this.startOffset = startOffset;
    this.isAfterLoss = isAfterLoss;
    this.lastNanos = firstNanos;
    this.lastPacket = firstPacket;
    this.endOffset = startOffset;
  }

  /** More of the message arrived. A hole may have been filled after what follows it. */
  void extend(long epochNanos, int packet, long endOffset) {
    this.lastNanos = Math.max(lastNanos, epochNanos);
    this.lastPacket = Math.max(lastPacket, packet);
    this.endOffset = endOffset;
  }

  MessageSpan span() {
    return new MessageSpan(firstNanos, lastNanos, firstPacket, lastPacket, startOffset, endOffset);
  }

  long startOffset() {
    return startOffset;
  }

  long endOffset() {
    return endOffset;
  }

  boolean isAfterLoss() {
    return isAfterLoss;
  }

  long firstNanos() {
    return firstNanos;
  }

  int lastPacket() {
    return lastPacket;
  }

  @Nullable StartLine start() {
    return start;
  }

  void start(StartLine line) {
    this.start = line;
  }

  /** The header section is over, or cut. */
  void headEnd(HttpHeaders fields) {
    headers = fields;
    isHeadOver = true;
    headEndNanos = lastNanos;
    headEndPacket = lastPacket;
  }

  boolean isHeadOver() {
    return isHeadOver;
  }

  HttpHeaders headers() {
    return headers;
  }

  void trailers(HttpHeaders fields) {
    this.trailers = fields;
  }

  @Nullable BodyMeter meter() {
    return meter;
  }

  void meter(BodyMeter bodyMeter) {
    this.meter = bodyMeter;
  }

  /** The body is over, as far as it came. */
  HttpBody bodyEnd(boolean isEndSeen) {
    body = meter == null ? HttpBody.NONE : meter.end(isEndSeen);
    return body;
  }

  /** Whether decoding the body was stopped because it gave far too much. */
  boolean isBomb() {
    return meter != null && meter.isBomb();
  }

  /** The request that it was. */
  HttpRequest asRequest(StartLine.Request line, String scheme) {
    return new HttpRequest(
        line.method(),
        line.target(),
        scheme,
        line.version(),
        headers,
        trailers,
        body,
        headEndNanos,
        headEndPacket);
  }

  /** The response that it was. */
  HttpResponse asResponse(StartLine.Status line) {
    return new HttpResponse(
        line.code(),
        line.reason(),
        line.version(),
        headers,
        trailers,
        body,
        request == null ? "" : request.method(),
        headEndNanos,
        headEndPacket);
  }

  /** For a request itself, for a response the request that it answers, if any. */
  @Nullable OpenRequest request() {
    return request;
  }

  void request(OpenRequest open) {
    this.request = open;
  }

  int lostAnswers() {
    return lostAnswers;
  }

  void lostAnswers(int lost) {
    this.lostAnswers = lost;
  }
}
