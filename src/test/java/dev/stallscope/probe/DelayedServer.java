package dev.stallscope.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Starts servers on the loopback interface that wait for a known time before they answer. */
public final class DelayedServer {
  private DelayedServer() {}

  /**
   * One over TLS, which speaks what the client prefers.
   *
   * @throws IOException if no port is free
   */
  public static MockWebServer secure(
      MockWebServer server, HeldCertificate certificate, Duration delay) throws IOException {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    return start(server, delay);
  }

  /**
   * One in clear text, which speaks HTTP/2 by prior knowledge only if that is the version.
   *
   * @throws IOException if no port is free
   */
  public static MockWebServer plain(MockWebServer server, HttpChoice version, Duration delay)
      throws IOException {
    if (version == HttpChoice.HTTP_2) {
      server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    }
    return start(server, delay);
  }

  private static MockWebServer start(MockWebServer server, Duration delay) throws IOException {
    server.setServerSocketFactory(new PromptServerSocketFactory());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .headersDelay(delay.toNanos(), TimeUnit.NANOSECONDS)
                .body("hello")
                .build();
          }
        });
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    return server;
  }
}
