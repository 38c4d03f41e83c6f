package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stallscope.exchange.Phase;
import dev.stallscope.probe.ProbeFailure.Kind;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** Each way to fail that HTTP/3 has of its own, with its sentence. */
class Http3FailureTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

  @Test
  void udpThatIsSwallowed() throws IOException {
    try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      ProbeHop hop = run(plan(silent.getLocalPort()).timeout(SHORT));
      is(
          hop,
          Kind.UDP_SILENT,
          Phase.CONNECT,
          "did not answer over UDP within",
          "Over TCP it does not answer either.");
      assertThat(hop.attempts())
          .extracting(ConnectAttempt::outcome)
          .containsExactly(ConnectAttempt.Outcome.GIVEN_UP);
    }
  }

  @Test
  void udpThatIsSwallowedThoughTheServerOffersHttp3() throws IOException {
    try (MockWebServer tcp = overTcp("h3=\":443\"; ma=86400");
        DatagramSocket _ = new DatagramSocket(tcp.getPort(), InetAddress.getByName("127.0.0.1"))) {
      is(
          run(plan(tcp.getPort()).timeout(SHORT)),
          Kind.UDP_SILENT,
          Phase.CONNECT,
          "Over TCP it answers in HTTP/2 and offers HTTP/3 by Alt-Svc (h3=\":443\"): so something on"
              + " the way blocks UDP.");
    }
  }

  @Test
  void nobodySpeaksHttp3() throws IOException {
    try (MockWebServer tcp = overTcp("clear")) {
      ProbeHop hop = run(plan(tcp.getPort()));
      assertThat(hop.attempts().getFirst().problem())
          .contains("no program listens on this UDP port");
      is(
          hop,
          Kind.UDP_REFUSED,
          Phase.CONNECT,
          "refused UDP: no program speaks HTTP/3 there",
          "Over TCP it answers in HTTP/2 and names no HTTP/3 in Alt-Svc");
    }
  }

  @Test
  void overTcpTheCertificateIsNotTrusted() throws IOException {
    try (MockWebServer tcp = overTcp("clear")) {
      is(
          run(plan(tcp.getPort()).trusted(List.of())),
          Kind.UDP_REFUSED,
          Phase.CONNECT,
          "Over TCP it fails in another way: The certificate of 127.0.0.1 ");
    }
  }

  @Test
  void aServerOfOtherVersionsOfQuicOnly() throws IOException {
    try (DatagramSocket drafts = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> negotiate(drafts));
      is(
          run(plan(drafts.getLocalPort())),
          Kind.VERSION_NOT_OFFERED,
          Phase.TLS,
          "speaks QUIC, but not its version 1 (RFC 9000), in which HTTP/3 is spoken");
    }
  }

  /** Answers a first datagram with a version that nobody speaks any more (RFC 8999 section 6). */
  private static void negotiate(DatagramSocket server) {
    try {
      DatagramPacket first = new DatagramPacket(new byte[2000], 2000);
      server.receive(first);
      ByteBuffer asked = ByteBuffer.wrap(first.getData(), 5, first.getLength() - 5);
      byte[] theirs = new byte[asked.get()];
      asked.get(theirs);
      byte[] ours = new byte[asked.get()];
      asked.get(ours);
      ByteBuffer answer = ByteBuffer.allocate(11 + theirs.length + ours.length);
      answer.put((byte) 0x80).putInt(0).put((byte) ours.length).put(ours);
      answer.put((byte) theirs.length).put(theirs).putInt(0xff00001d);
      server.send(new DatagramPacket(answer.array(), answer.position(), first.getSocketAddress()));
    } catch (IOException _) {
      // closed by the test
    }
  }

  @Test
  void aCertificateOfAnUnknownAuthority() {
    try (LoopbackHttp3Server server = LoopbackHttp3Server.answering(certificate, "")) {
      ProbeHop hop = run(plan(server.port()).trusted(List.of()));
      is(hop, Kind.CERTIFICATE_UNKNOWN, Phase.TLS, "which is not trusted here");
      assertThat(hop.tls().orElseThrow().chain()).hasSize(1);
    }
  }

  @Test
  void aCertificateForAnotherHost() {
    HeldCertificate other =
        new HeldCertificate.Builder().addSubjectAlternativeName("other.test").build();
    try (LoopbackHttp3Server server = LoopbackHttp3Server.answering(other, "")) {
      is(
          run(plan(server.port()).trusted(List.of(other.certificate()))),
          Kind.CERTIFICATE_NAME_MISMATCH,
          Phase.TLS,
          "is not for 127.0.0.1 but for other.test.");
    }
  }

  @Test
  void anyCertificateWillDoWhenInsecure() {
    try (LoopbackHttp3Server server = LoopbackHttp3Server.answering(certificate, "")) {
      assertThat(run(plan(server.port()).trusted(List.of()).insecure(true)).failure()).isEmpty();
    }
  }

  @Test
  void aServerThatSpeaksSomethingElseOverQuic() {
    try (LoopbackHttp3Server server = new LoopbackHttp3Server(certificate, "doq", _ -> {})) {
      is(
          run(plan(server.port())),
          Kind.VERSION_NOT_OFFERED,
          Phase.TLS,
          "speaks none of the versions of HTTP that it was offered (ALPN)");
    }
  }

  @Test
  void aServerThatDoesNotAnswerInTime() {
    ProbeHop hop = run(SHORT, _ -> {});
    is(hop, Kind.TIMEOUT, Phase.WAIT, "got the request, but did not begin its answer within");
    assertThat(hop.request()).isPresent();
  }

  @Test
  void anAnswerThatDoesNotEndInTime() {
    ProbeHop hop = run(SHORT, context -> begin(context, 9));
    is(hop, Kind.TIMEOUT, Phase.RECEIVE, "did not come to its end: 4 bytes of the body in");
    assertThat(hop.response().orElseThrow().body().isComplete()).isFalse();
  }

  @Test
  void aStreamThatIsReset() {
    is(
        run(LONG, context -> ((QuicStreamChannel) context.channel()).shutdownOutput(0x102)),
        Kind.RESET,
        Phase.WAIT,
        "reset the connection before its answer began, with H3_INTERNAL_ERROR.");
  }

  @Test
  void aConnectionThatIsClosedInTheMiddle() {
    is(
        run(
            LONG,
            context -> {
              begin(context, 9);
              QuicStreamChannel stream = (QuicStreamChannel) context.channel();
              stream
                  .parent()
                  .close(
                      true, 0x107, Unpooled.copiedBuffer("busy".getBytes(StandardCharsets.UTF_8)));
            }),
        Kind.RESET,
        Phase.RECEIVE,
        "reset the connection in the middle of its answer, with H3_EXCESSIVE_LOAD (busy).");
  }

  @Test
  void aConnectionThatIsClosedInsteadOfAnAnswer() {
    is(
        run(
            LONG,
            context ->
                ((QuicStreamChannel) context.channel())
                    .parent()
                    .close(true, 0x100, Unpooled.EMPTY_BUFFER)),
        Kind.CLOSED,
        Phase.WAIT,
        "closed the connection without an answer.");
  }

  @Test
  void anAnswerThatIsNotHttp3() {
    is(
        run(
            LONG,
            context -> {
              // A frame of data before any headers, which the server's own codec would refuse.
              byte[] frame = {0, 2, 'h', 'i'};
              context.pipeline().firstContext().writeAndFlush(Unpooled.wrappedBuffer(frame));
            }),
        Kind.MALFORMED,
        Phase.RECEIVE,
        "is not HTTP/3 as it should be: ");
  }

  @Test
  void aUrlWithoutTls() {
    ProbeHop hop = run(ProbePlan.of("http://127.0.0.1/").versions(List.of(HttpChoice.HTTP_3)));
    is(hop, Kind.VERSION_NOT_OFFERED, Phase.BLOCKED, "HTTP/3 is spoken for https:// only");
  }

  @Test
  void aSystemThatCannotSpeakQuic() {
    HopPlan hop = HopPlan.first(plan(443).build());
    try (NoQuic client = new NoQuic("no such file", ProbeClock.start())) {
      is(
          client.hop(hop, PhaseListener.SILENT),
          Kind.OTHER,
          Phase.BLOCKED,
          "HTTP/3 cannot be spoken here: the library for QUIC does not load (no such file).");
    }
  }

  private static void begin(ChannelHandlerContext context, int bytes) {
    context.write(LoopbackHttp3Server.head(bytes));
    context.writeAndFlush(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(new byte[4])));
  }

  private MockWebServer overTcp(String alternatives) throws IOException {
    MockWebServer server = new MockWebServer();
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.enqueue(new MockResponse.Builder().setHeader("Alt-Svc", alternatives).build());
    server.start(InetAddress.getByName("127.0.0.1"), 0);
    return server;
  }

  private ProbePlan.Builder plan(int port) {
    return ProbePlan.of("https://127.0.0.1:" + port + "/")
        .versions(List.of(HttpChoice.HTTP_3))
        .trusted(List.of(certificate.certificate()));
  }

  private ProbeHop run(Duration timeout, Consumer<ChannelHandlerContext> answer) {
    try (LoopbackHttp3Server server = new LoopbackHttp3Server(certificate, "h3", answer)) {
      return run(plan(server.port()).timeout(timeout));
    }
  }

  private static ProbeHop run(ProbePlan.Builder plan) {
    return new UrlProbe(plan.build(), ProbeObserver.SILENT).run().runs().getFirst().last();
  }

  private static void is(ProbeHop hop, Kind kind, Phase phase, String... parts) {
    ProbeFailure failure = hop.failure().orElseThrow();
    assertThat(failure.sentence()).contains(parts);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.phase()).isEqualTo(phase);
  }
}
