package dev.stallscope.probe;

import dev.stallscope.protocol.http.HttpResponse;
import java.io.IOException;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes one request and puts together what was measured of it. */
final class HopCall {
  private final HopPlan hop;
  private final boolean isPriorKnowledge;
  private final ProbeClock clock;
  private final HopRecorder recorder;
  private final HopRecord record;
  private final ConnectionGate gate;
  private final BodyReader body;
  private @Nullable Response head;
  private Headers trailers = Headers.EMPTY;
  private long headEndNanos;

  HopCall(
      HopPlan hop,
      boolean isPriorKnowledge,
      ProbeClock clock,
      HopRecorder recorder,
      ConnectionGate gate) {
    this.gate = gate;
    this.isPriorKnowledge = isPriorKnowledge;
    this.hop = hop;
    this.clock = clock;
    this.recorder = recorder;
    record = recorder.record();
    body = new BodyReader(clock);
  }

  /** Waits for the end, whatever it is. */
  ProbeHop make(OkHttpClient client, Cancellation cancellation) {
    Call call = client.newCall(HopRequest.of(hop).tag(HopRecorder.class, recorder).build());
    cancellation.onRequest(call::cancel);
    record.begin();
    Optional<ProbeFailure> failure = Optional.empty();
    try (ConnectionGate.Pass _ = gate.enter();
        Response response = call.execute()) {
      headEndNanos = clock.nanos();
      head = response;
      body.read(response.body().byteStream());
      record.end();
      trailers = response.trailers();
    } catch (IOException e) {
      long phaseNanos = record.phaseNanos();
      record.end();
      failure =
          Optional.of(
              FailureSentence.about(hop, record, phaseNanos, body.bytes(), isPriorKnowledge)
                  .of(e, cancellation.isRequested()));
    }
    return record.hop(hop.url().toString(), response(), failure);
  }

  private Optional<HttpResponse> response() {
    Response response = head;
    return response == null
        ? Optional.empty()
        : Optional.of(
            HttpParts.response(
                response,
                trailers,
                body.measured(HttpParts.headers(response.headers())),
                headEndNanos));
  }
}
