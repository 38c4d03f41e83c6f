package dev.stallscope.diagnosis.http;

import dev.stallscope.diagnosis.ConnectionDraft;
import dev.stallscope.diagnosis.MeasurementsFixture;
import dev.stallscope.exchange.Exchange;
import dev.stallscope.exchange.Phase;
import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.exchange.PhaseTimings.Timing;
import dev.stallscope.net.Direction;
import dev.stallscope.protocol.AppProtocol;
import dev.stallscope.protocol.Correlation;
import dev.stallscope.protocol.CreditWait;
import dev.stallscope.protocol.DeliveryWait;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.MessageContent;
import dev.stallscope.protocol.MessageRole;
import dev.stallscope.protocol.MessageSpan;
import dev.stallscope.protocol.StreamFacts;
import dev.stallscope.protocol.http.ChunkCadence;
import dev.stallscope.protocol.http.ContentCoding;
import dev.stallscope.protocol.http.ContentTokens;
import dev.stallscope.protocol.http.HttpBody;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.protocol.http.HttpVersion;
import dev.stallscope.time.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A call of a test: a small JSON answer with status 200, until something is said of it. Times are
 * milliseconds after the start of the capture.
 */
public final class CallDraft {
  private final String method;
  private final String path;
  private final HttpHeaders.Builder requestHeaders =
      new HttpHeaders.Builder().add("Host", "shop.example");
  private final HttpHeaders.Builder responseHeaders = new HttpHeaders.Builder();
  private String mediaType = "application/json";
  private long startMillis;
  private long setupMillis;
  private long answerMillis = -1;
  private long endMillis = 50;
  private int code = 200;
  private long bodyBytes = 200;
  private long hash = 1;
  private boolean isHashWhole = true;
  private HttpBody.Framing framing = HttpBody.Framing.LENGTH;
  private ContentCoding coding = ContentCoding.IDENTITY;
  private int sampleBytes;
  private int sampleGzipBytes;
  private ChunkCadence cadence = ChunkCadence.NONE;
  private ChunkCadence uploaded = ChunkCadence.NONE;
  private boolean isAnswered = true;
  private Correlation correlation = Correlation.IN_ORDER;
  private StreamFacts asked = StreamFacts.NONE;
  private StreamFacts answered = StreamFacts.NONE;
  private List<Timing> opening = List.of();

  private CallDraft(String method, String path) {
    this.method = method;
    this.path = path;
  }

  public static CallDraft get(String path) {
    return new CallDraft("GET", path);
  }

  public static CallDraft post(String path) {
    return new CallDraft("POST", path);
  }

  public static CallDraft call(String method, String path) {
    return new CallDraft(method, path);
  }

  public CallDraft at(long start, long end) {
    startMillis = start;
    endMillis = end;
    return this;
  }

  /** When the connection was opened that the call waited for; it ends with the request's start. */
  public CallDraft openingAt(long start, long end) {
    opening = List.of(new Timing(Phase.CONNECT, MeasurementsFixture.span(start, end)));
    return this;
  }

  /** How long the call waited for its connection before the request could leave. */
  public CallDraft connectedIn(long millis) {
    setupMillis = millis;
    return this;
  }

  /** When the first byte of the response came; without it, at the end. */
  public CallDraft answeredAt(long millis) {
    answerMillis = millis;
    return this;
  }

  public CallDraft code(int status) {
    code = status;
    return this;
  }

  public CallDraft asking(String name, String value) {
    requestHeaders.add(name, value);
    return this;
  }

  public CallDraft answering(String name, String value) {
    responseHeaders.add(name, value);
    return this;
  }

  public CallDraft type(String type) {
    mediaType = type;
    return this;
  }

  public CallDraft body(long bytes, long contentHash) {
    bodyBytes = bytes;
    hash = contentHash;
    return this;
  }

  /** Its body was not read to its end: the hash is that of its beginning. */
  public CallDraft unread() {
    isHashWhole = false;
    return this;
  }

  /** The snap length cut the head, so that nothing is known of its body. */
  CallDraft unframed() {
    framing = HttpBody.Framing.UNKNOWN;
    return body(0, 0);
  }

  public CallDraft coding(ContentCoding contentCoding) {
    coding = contentCoding;
    return this;
  }

  /** What compressing the body's start gave. */
  public CallDraft sample(int bytes, int gzipBytes) {
    sampleBytes = bytes;
    sampleGzipBytes = gzipBytes;
    return this;
  }

  public CallDraft cadence(long chunks, long gapNanos, long spreadNanos) {
    cadence = new ChunkCadence(chunks, gapNanos, spreadNanos);
    return this;
  }

  /** The request's own body comes in chunks. */
  public CallDraft uploaded(long chunks, long gapNanos, long spreadNanos) {
    uploaded = new ChunkCadence(chunks, gapNanos, spreadNanos);
    return this;
  }

  /** The request's sender had to wait for permission to go on. */
  CallDraft waitingForCredit(long sinceMillis, long grantedMillis) {
    asked =
        new StreamFacts(
            List.of(
                new CreditWait(
                    MeasurementsFixture.at(sinceMillis), MeasurementsFixture.at(grantedMillis))),
            List.of(),
            StreamFacts.NO_LIMIT);
    return this;
  }

  /** The connection carries several calls at once. */
  CallDraft multiplexed() {
    correlation = new Correlation.ByKey(path);
    return this;
  }

  /** How many calls the server lets the connection carry at once. */
  CallDraft limitedTo(int calls) {
    asked = new StreamFacts(List.of(), List.of(), calls);
    return this;
  }

  /** Bytes of the response were there that could not be delivered until a packet came. */
  CallDraft heldBack(long sinceMillis, long deliveredMillis, int packet, boolean isOwn) {
    List<DeliveryWait> waits = new ArrayList<>(answered.deliveryWaits());
    waits.add(
        new DeliveryWait(
            MeasurementsFixture.at(sinceMillis),
            MeasurementsFixture.at(deliveredMillis),
            packet,
            isOwn));
    answered = new StreamFacts(List.of(), waits, StreamFacts.NO_LIMIT);
    return this;
  }

  public CallDraft unanswered() {
    isAnswered = false;
    return this;
  }

  /** Adds the call to a capture; the result is its id. */
  public int on(MeasurementsFixture fixture, ConnectionDraft connection) {
    String target = path.replaceFirst("http://[^/]*", "");
    int id = fixture.request(connection, method + " " + target, startMillis, endMillis);
    return fixture.change(id, this::filled);
  }

  private Exchange filled(Exchange exchange) {
    int packet = 100 + 10 * exchange.id();
    return new Exchange(
        exchange.id(),
        exchange.kind(),
        exchange.connection(),
        exchange.client(),
        exchange.server(),
        exchange.protocol(),
        exchange.label(),
        isAnswered ? Optional.of(Integer.toString(code)) : Optional.empty(),
        !isAnswered || code >= 400,
        mediaType.equals("text/event-stream"),
        opening.isEmpty()
            ? exchange.span()
            : new TimeSpan(opening.getFirst().span().startNanos(), exchange.span().endNanos()),
        new PhaseTimings(opening),
        exchange.parent(),
        Optional.of(
            message(MessageRole.REQUEST, sentMillis(), sentMillis(), packet, 120, request())),
        isAnswered
            ? Optional.of(
                message(
                    MessageRole.RESPONSE,
                    answerMillis < 0 ? endMillis : answerMillis,
                    endMillis,
                    packet + 1,
                    150 + bodyBytes,
                    response()))
            : Optional.empty(),
        List.of(),
        Optional.empty(),
        1);
  }

  private long sentMillis() {
    return startMillis + setupMillis;
  }

  private HttpRequest request() {
    return new HttpRequest(
        method,
        path,
        "http",
        HttpVersion.HTTP_1_1,
        requestHeaders.build(),
        HttpHeaders.NONE,
        uploaded == ChunkCadence.NONE ? HttpBody.NONE : upload(),
        MeasurementsFixture.at(startMillis),
        0);
  }

  private HttpBody upload() {
    return new HttpBody(
        HttpBody.Framing.CHUNKED,
        -1,
        90_000,
        0,
        true,
        ContentCoding.IDENTITY,
        OptionalLong.of(90_000),
        true,
        0,
        true,
        0,
        0,
        MeasurementsFixture.at(startMillis),
        0,
        ContentTokens.NONE,
        uploaded);
  }

  private HttpResponse response() {
    HttpBody body =
        new HttpBody(
            framing,
            framing == HttpBody.Framing.LENGTH ? bodyBytes : -1,
            bodyBytes,
            0,
            framing != HttpBody.Framing.UNKNOWN,
            coding,
            OptionalLong.of(bodyBytes),
            true,
            hash,
            isHashWhole,
            sampleBytes,
            sampleGzipBytes,
            MeasurementsFixture.at(endMillis),
            0,
            ContentTokens.NONE,
            cadence);
    List<HttpHeaders.Field> fields = new ArrayList<>(responseHeaders.build().fields());
    fields.add(new HttpHeaders.Field("Content-Type", mediaType));
    return new HttpResponse(
        code,
        "",
        HttpVersion.HTTP_1_1,
        HttpHeaders.of(fields),
        HttpHeaders.NONE,
        body,
        method,
        MeasurementsFixture.at(endMillis),
        0);
  }

  private Message message(
      MessageRole role, long first, long last, int packet, long bytes, MessageContent content) {
    return new Message(
        AppProtocol.HTTP1,
        role,
        role == MessageRole.REQUEST ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT,
        new MessageSpan(
            MeasurementsFixture.at(first),
            MeasurementsFixture.at(last),
            packet,
            packet + 1,
            0,
            bytes),
        correlation,
        true,
        1,
        content,
        role == MessageRole.REQUEST ? asked : answered);
  }
}
