package dev.stallscope.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stallscope.probe.ConnectAttempt.Outcome;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name with an address of each family (RFC 8305), where not both of them answer. */
class HappyEyeballsTest {
  private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress V6 = InetAddress.ofLiteral("::1");

  /** With a backlog of one, the third is not answered, nor are those after it. */
  private static final int CONNECTIONS_TO_FILL = 4;

  private final MockWebServer server = new MockWebServer();
  private final List<SocketChannel> fillers = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    server.close();
    for (SocketChannel filler : fillers) {
      filler.close();
    }
  }

  @Test
  void anAddressThatIsSilentIsGivenUpOnceTheNextOneAnswers() throws IOException {
    server.start(V4, 0);
    try (ServerSocket full = listeningAtTheSamePort()) {
      fill(full);
      server.enqueue(new MockResponse.Builder().body("x").build());
      ProbeHop hop = asked();
      assertThat(hop.failure()).isEmpty();
      assertThat(hop.attempts())
          .extracting(
              attempt -> attempt.server().address().isV4(),
              ConnectAttempt::outcome,
              ConnectAttempt::problem)
          .containsExactly(tuple(false, Outcome.GIVEN_UP, ""), tuple(true, Outcome.CONNECTED, ""));
    }
  }

  @Test
  void anAddressThatRefusesIsToldWithWhatTheSystemSaid() throws IOException {
    server.start(V4, 0);
    listeningAtTheSamePort().close();
    server.enqueue(new MockResponse.Builder().body("x").build());
    assertThat(asked().attempts())
        .extracting(ConnectAttempt::outcome, ConnectAttempt::problem)
        .containsExactly(tuple(Outcome.FAILED, "Connection refused"), tuple(Outcome.CONNECTED, ""));
  }

  private ProbeHop asked() throws IOException {
    String zone = "both.test. 60 IN A 127.0.0.1\nboth.test. 60 IN AAAA ::1";
    try (TestNameServer names = new TestNameServer(0, zone)) {
      ProbePlan plan =
          ProbePlan.of("http://both.test:" + server.getPort() + "/")
              .resolver(Optional.of(names.address()))
              .build();
      return new UrlProbe(plan, ProbeObserver.SILENT).run().runs().getFirst().last();
    }
  }

  private ServerSocket listeningAtTheSamePort() throws IOException {
    try {
      return new ServerSocket(server.getPort(), 1, V6);
    } catch (BindException e) {
      assumeTrue(false, "no IPv6 on loopback, or the port is taken: " + e.getMessage());
      throw e;
    }
  }

  private void fill(ServerSocket full) throws IOException {
    for (int i = 0; i < CONNECTIONS_TO_FILL; i++) {
      SocketChannel filler = SocketChannel.open();
      fillers.add(filler);
      filler.configureBlocking(false);
      boolean _ = filler.connect(new InetSocketAddress(V6, full.getLocalPort()));
    }
  }
}
