package dev.stallscope.probe;

import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.http.HttpHeaders;
import dev.stallscope.protocol.http.HttpHeaders.Field;
import dev.stallscope.protocol.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes one request and puts together what was measured of it. */
final class HopCall {
  /** As browsers ask; all of these can be measured decoded. */
  private static final String CODINGS = "gzip, deflate, br, zstd";

  private static final String FORM = "application/x-www-form-urlencoded";

  private final HopPlan hop;
  private final boolean isPriorKnowledge;
  private final ProbeClock clock;
  private final HopRecorder recorder;
  private final BodyReader body;
  private @Nullable Response head;
  private long headEndNanos;

  HopCall(HopPlan hop, boolean isPriorKnowledge, ProbeClock clock, HopRecorder recorder) {
    this.isPriorKnowledge = isPriorKnowledge;
    this.hop = hop;
    this.clock = clock;
    this.recorder = recorder;
    body = new BodyReader(clock);
  }

  /** Waits for the end, whatever it is. */
  ProbeHop make(OkHttpClient client, Cancellation cancellation) {
    Call call = client.newCall(request());
    cancellation.onRequest(call::cancel);
    recorder.begin();
    Optional<ProbeFailure> failure = Optional.empty();
    try (Response response = call.execute()) {
      headEndNanos = clock.nanos();
      head = response;
      body.read(response.body().byteStream());
      recorder.end();
    } catch (IOException e) {
      long phaseNanos = recorder.timeline().phaseNanos(clock.nanos());
      recorder.end();
      failure = Optional.of(sentence(phaseNanos).of(e, cancellation.isRequested()));
    }
    return measured(failure);
  }

  private Request request() {
    Request.Builder builder = new Request.Builder().url(hop.url()).tag(HopRecorder.class, recorder);
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
    return builder.method(hop.method(), requestBody(headers)).build();
  }

  private @Nullable RequestBody requestBody(HttpHeaders headers) {
    if (hop.body().isEmpty() && !isBodyWanted()) {
      return null;
    }
    return RequestBody.create(
        hop.body().getBytes(StandardCharsets.UTF_8),
        MediaType.parse(headers.first("content-type").orElse(FORM)));
  }

  /** Methods that OkHttp does not send without a body, be it an empty one. */
  private boolean isBodyWanted() {
    return switch (hop.method()) {
      case "POST", "PUT", "PATCH", "PROPPATCH", "REPORT" -> true;
      default -> false;
    };
  }

  private FailureSentence sentence(long phaseNanos) {
    HttpUrl url = hop.url();
    String host = url.host();
    String server =
        recorder
            .server()
            .or(() -> attempted(recorder.attempts()))
            .map(Endpoint::toString)
            .orElse(host);
    List<CertificateFacts> chain = recorder.tls().map(TlsFacts::chain).orElse(List.of());
    return new FailureSentence(
        url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port(),
        server,
        recorder.timeline().phase(),
        phaseNanos,
        body.bytes(),
        isPriorKnowledge,
        new TlsFailure(host, server, chain));
  }

  private static Optional<Endpoint> attempted(List<ConnectAttempt> attempts) {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast().server());
  }

  private ProbeHop measured(Optional<ProbeFailure> failure) {
    return new ProbeHop(
        hop.url().toString(),
        recorder.timeline().span(),
        recorder.timeline().phases(),
        recorder.isReused(),
        recorder.lookup(),
        recorder.attempts(),
        recorder.server(),
        recorder.tls(),
        recorder.request(),
        response(),
        recorder.sentBytes(),
        recorder.receivedBytes(),
        failure);
  }

  private Optional<HttpResponse> response() {
    Response response = head;
    return response == null
        ? Optional.empty()
        : Optional.of(
            HttpParts.response(
                response, body.measured(HttpParts.headers(response.headers())), headEndNanos));
  }
}
