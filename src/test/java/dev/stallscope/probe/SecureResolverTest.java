package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;

/** Names looked up over HTTPS and over TLS, from servers in this process. */
class SecureResolverTest {
  private static final String ZONE =
      """
      www.shop.test. 300 IN CNAME edge.cdn.test.
      edge.cdn.test. 20 IN A 127.0.0.2
      edge.cdn.test. 30 IN AAAA 2001:db8::1
      """;

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

  @Test
  void overHttpsBothKindsOfAddressAreFound() throws IOException {
    try (TestNameServer names = new TestNameServer(0, ZONE);
        MockWebServer server = overHttps(names, 200)) {
      String url = "https://127.0.0.1:" + server.getPort() + "/dns-query";
      found(lookup(url, List.of(certificate)), url);
    }
  }

  @Test
  void overTlsBothKindsOfAddressAreFoundOnOneConnection() throws IOException {
    try (TestNameServer names = new TestNameServer(0, ZONE);
        SSLServerSocket server = overTls()) {
      Thread.ofVirtual().start(() -> serve(server, names));
      String url = "tls://127.0.0.1:" + server.getLocalPort();
      found(lookup(url, List.of(certificate)), url);
    }
  }

  @Test
  void whatTheServerSaysInsteadIsTold() throws IOException {
    try (TestNameServer names = new TestNameServer(0, ZONE);
        MockWebServer server = overHttps(names, 404)) {
      String url = "https://127.0.0.1:" + server.getPort() + "/nowhere";
      NameLookup lookup = lookup(url, List.of(certificate));
      assertThat(lookup.queries()).extracting(RecordQuery::problem).containsOnly("HTTP status 404");
      assertThat(LookupProblem.of(lookup, AddressFamily.ANY))
          .hasMessageContaining(
              "The name server %s did not answer when asked for www.shop.test: HTTP status 404"
                  .formatted(url));
    }
  }

  @ParameterizedTest
  @CsvSource({"https", "tls"})
  void aCertificateThatIsNotTrustedIsTold(String scheme) throws IOException {
    try (TestNameServer names = new TestNameServer(0, ZONE);
        MockWebServer server = overHttps(names, 200)) {
      server.setProtocolNegotiationEnabled(false);
      assertThat(lookup(scheme + "://127.0.0.1:" + server.getPort(), List.of()).queries())
          .extracting(RecordQuery::problem)
          .containsOnly("its certificate is not trusted");
    }
  }

  @Test
  void aServerThatSaysNothingIsSilent() throws IOException {
    try (SSLServerSocket server = overTls()) {
      assertThat(lookup("tls://127.0.0.1:" + server.getLocalPort(), List.of(certificate)).queries())
          .extracting(RecordQuery::problem)
          .containsOnly("silence");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://dns.test/dns-query, true, dns.test, 443",
    "https://192.0.2.1:8443/q, true, 192.0.2.1, 8443",
    "tls://192.0.2.1, false, 192.0.2.1, 853",
    "tls://dns.test:8853, false, dns.test, 8853",
    "'tls://[2001:db8::1]:8853', false, 2001:db8::1, 8853"
  })
  void itIsReadAsItIsTyped(String typed, boolean isHttps, String host, int port) {
    SecureResolver resolver = SecureResolver.parse(typed).orElseThrow();
    assertThat(resolver.isHttps()).isEqualTo(isHttps);
    assertThat(resolver.url().host()).isEqualTo(host);
    assertThat(resolver.url().port()).isEqualTo(port);
  }

  @Test
  void somethingElseIsNone() {
    assertThat(SecureResolver.parse("192.0.2.1")).isEmpty();
    assertThat(SecureResolver.parse("http://dns.test")).isEmpty();
    assertThat(SecureResolver.parse("tls://")).isEmpty();
  }

  private static void found(NameLookup lookup, String source) {
    assertThat(lookup.queries()).extracting(RecordQuery::problem).containsOnly("");
    assertThat(lookup.addresses()).hasToString("[2001:db8::1, 127.0.0.2]");
    assertThat(lookup.source()).isEqualTo(source);
    assertThat(lookup.queries()).extracting(RecordQuery::server).containsOnly(source);
    assertThat(lookup.queries().getLast().answers())
        .extracting(RecordQuery.Answer::type)
        .containsExactly("CNAME", "A");
  }

  private static NameLookup lookup(String resolver, List<HeldCertificate> trusted)
      throws IOException {
    ProbePlan plan =
        ProbePlan.of("http://www.shop.test/")
            .secureResolver(SecureResolver.parse(resolver))
            .timeout(Duration.ofSeconds(resolver.startsWith("tls") && trusted.size() == 1 ? 2 : 20))
            .trusted(trusted.stream().map(HeldCertificate::certificate).toList())
            .build();
    return new NameResolver(plan, ProbeClock.start(), new Cancellation()).lookup("www.shop.test");
  }

  private HandshakeCertificates own() {
    return new HandshakeCertificates.Builder().heldCertificate(certificate).build();
  }

  private MockWebServer overHttps(TestNameServer names, int code) throws IOException {
    MockWebServer server = new MockWebServer();
    server.useHttps(own().sslSocketFactory());
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            Buffer answer = new Buffer().write(answer(names, request.getBody().toByteArray()));
            return new MockResponse.Builder()
                .code(code)
                .setHeader("Content-Type", "application/dns-message")
                .body(answer)
                .build();
          }
        });
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    return server;
  }

  private static byte[] answer(TestNameServer names, byte[] question) {
    try {
      return names.answer(new Message(question));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SSLServerSocket overTls() throws IOException {
    return (SSLServerSocket)
        own()
            .sslContext()
            .getServerSocketFactory()
            .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
  }

  /** One connection only: a second would be refused its answer. */
  private static void serve(SSLServerSocket server, TestNameServer names) {
    try (Socket connection = server.accept()) {
      DataInputStream in = new DataInputStream(connection.getInputStream());
      DataOutputStream out = new DataOutputStream(connection.getOutputStream());
      while (true) {
        byte[] question = new byte[in.readUnsignedShort()];
        in.readFully(question);
        byte[] answer = answer(names, question);
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      }
    } catch (IOException e) {
      // The connection is over.
    }
  }
}
