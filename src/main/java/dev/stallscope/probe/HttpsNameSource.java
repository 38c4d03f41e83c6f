package dev.stallscope.probe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.xbill.DNS.Message;

/**
 * A name server that is asked over HTTPS (RFC 8484). The first question waits for the handshake.
 */
final class HttpsNameSource implements NameSource {
  private static final MediaType DNS_MESSAGE = MediaType.get("application/dns-message");

  /** What a message of DNS can have at most (RFC 1035 section 4.2.2). */
  private static final int MAX_BYTES = 65_535;

  private static final int IDLE_SECONDS = 5;

  private final SecureResolver resolver;
  private final OkHttpClient client;

  HttpsNameSource(SecureResolver resolver, PeerTrust trust) {
    this.resolver = resolver;
    client =
        new OkHttpClient.Builder()
            .socketFactory(new TapSocketFactory())
            .sslSocketFactory(trust.newSocketFactory(), trust)
            .hostnameVerifier(trust::isFor)
            .dispatcher(new Dispatcher(Executors.newVirtualThreadPerTaskExecutor()))
            .connectionPool(new ConnectionPool(1, IDLE_SECONDS, TimeUnit.SECONDS))
            .eventListenerFactory(_ -> new HandshakeWatch())
            .build();
  }

  @Override
  public String text() {
    return resolver.text();
  }

  @Override
  public CompletionStage<Message> send(Message query, Duration timeout) {
    // The same question has the same bytes then, which caches may keep (section 4.1).
    query.getHeader().setID(0);
    Request request =
        new Request.Builder()
            .url(resolver.url())
            .header("Accept", DNS_MESSAGE.toString())
            .post(RequestBody.create(query.toWire(), DNS_MESSAGE))
            .build();
    CompletableFuture<Message> answer = new CompletableFuture<>();
    client.newBuilder().callTimeout(timeout).build().newCall(request).enqueue(into(answer));
    return answer;
  }

  private static Callback into(CompletableFuture<Message> answer) {
    return new Callback() {
      @Override
      public void onResponse(Call call, Response response) {
        try (response) {
          answer.complete(message(response));
        } catch (IOException e) {
          answer.completeExceptionally(e);
        }
      }

      @Override
      public void onFailure(Call call, IOException problem) {
        answer.completeExceptionally(
            problem instanceof InterruptedIOException
                ? new IOException("timed out", problem)
                : new NameSourceException(SecureWords.of(problem)));
      }
    };
  }

  private static Message message(Response response) throws IOException {
    if (response.code() != 200) {
      throw new NameSourceException("HTTP status " + response.code());
    }
    byte[] bytes = response.body().byteStream().readNBytes(MAX_BYTES);
    try {
      return new Message(bytes);
    } catch (IOException e) {
      throw new NameSourceException("no answer of DNS, but " + response.header("content-type"));
    }
  }
}
