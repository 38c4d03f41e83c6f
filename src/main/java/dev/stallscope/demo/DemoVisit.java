package dev.stallscope.demo;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Asks the demo server as the clients do that meet its troubles, and as better ones do. */
public final class DemoVisit {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int CONNECTIONS = 12;
  private static final int FETCHES = 8;
  private static final int UPLOAD_BYTES = 3_000_000;
  private static final int MAX_DATAGRAM = 1232;
  private static final String FIXED = "/fixed";

  private final DemoPorts ports;
  private final OkHttpClient client;

  /** Visits a server that runs. */
  public DemoVisit(DemoServer server) {
    ports = server.ports();
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(server.certificate().certificate())
            .build();
    client =
        new OkHttpClient.Builder()
            .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
            .callTimeout(PATIENCE)
            .build();
  }

  /** Meets all troubles, one after the other; with their twins, if wanted. */
  public void all(boolean withTwins) throws IOException {
    for (DemoTrouble trouble : DemoCatalogue.troubles(ports)) {
      meet(trouble.id());
      if (withTwins) {
        meetTwin(trouble.id());
      }
    }
  }

  /**
   * Meets a trouble over connections of its own.
   *
   * @param id of a trouble in the catalogue
   */
  public void meet(String id) throws IOException {
    switch (id) {
      case "no-keep-alive" -> repeat(http1(), https(id), CONNECTIONS);
      case "repeated" -> repeat(http1(), http(id), FETCHES);
      case "sequential" -> oneByOne(http(id));
      case "slow-tls" -> get(http1(), "https://127.0.0.1:" + ports.slowTls() + "/slow-tls");
      case "slow-dns" -> look("slow.demo.test.");
      case "slow-reader" -> upload(http(id));
      case "grpc-slow" -> call("/demo.Slow/Check", 1);
      case "grpc-failing" -> call("/demo.Failing/Check", 3);
      default -> get(http1(), http(id));
    }
  }

  /**
   * Does the same where and how it works well.
   *
   * @param id of a trouble in the catalogue
   */
  public void meetTwin(String id) throws IOException {
    switch (id) {
      case "no-keep-alive" -> repeat(http1(), https(id + FIXED), CONNECTIONS);
      case "sequential" -> atOnce(http(id + FIXED));
      case "slow-tls" -> get(http1(), https(id + FIXED));
      case "slow-dns" -> look("fast.demo.test.");
      case "slow-reader" -> upload(http(id + FIXED));
      case "grpc-slow" -> call("/demo.Fast/Check", 1);
      case "grpc-failing" -> call("/demo.Fast/Check", 3);
      default -> get(http1(), http(id + FIXED));
    }
  }

  private String http(String path) {
    return "http://127.0.0.1:" + ports.http() + "/" + path;
  }

  private String https(String path) {
    return "https://127.0.0.1:" + ports.https() + "/" + path;
  }

  private OkHttpClient http1() {
    return client
        .newBuilder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionPool(new ConnectionPool())
        .build();
  }

  private static void repeat(OkHttpClient once, String url, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      exchange(once, new Request.Builder().url(url).build());
    }
    once.connectionPool().evictAll();
  }

  private static void get(OkHttpClient once, String url) throws IOException {
    repeat(once, url, 1);
  }

  private void oneByOne(String url) throws IOException {
    OkHttpClient once = http1();
    for (String name : DemoCatalogue.CALL_NAMES) {
      exchange(once, new Request.Builder().url(url + "/" + name).build());
    }
    once.connectionPool().evictAll();
  }

  private void atOnce(String url) throws IOException {
    OkHttpClient once = http1();
    List<Future<?>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String name : DemoCatalogue.CALL_NAMES) {
        calls.add(
            threads.submit(
                () -> {
                  exchange(once, new Request.Builder().url(url + "/" + name).build());
                  return null;
                }));
      }
    }
    try {
      for (Future<?> call : calls) {
        call.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    once.connectionPool().evictAll();
  }

  private void upload(String url) throws IOException {
    OkHttpClient once = http1();
    exchange(
        once,
        new Request.Builder().url(url).put(RequestBody.create(new byte[UPLOAD_BYTES])).build());
    once.connectionPool().evictAll();
  }

  /** Unary gRPC calls without content, one after the other. */
  private void call(String method, int times) throws IOException {
    OkHttpClient once =
        client
            .newBuilder()
            .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
            .connectionPool(new ConnectionPool())
            .build();
    Request request =
        new Request.Builder()
            .url("http://127.0.0.1:" + ports.http() + method)
            .header("te", "trailers")
            .post(RequestBody.create(new byte[5], MediaType.get("application/grpc")))
            .build();
    for (int i = 0; i < times; i++) {
      exchange(once, request);
    }
    once.connectionPool().evictAll();
  }

  private static void exchange(OkHttpClient client, Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
    }
  }

  /** Asks the resolver as stubs do: A, over UDP. */
  private void look(String name) throws IOException {
    byte[] query =
        Message.newQuery(Record.newRecord(Name.fromString(name), Type.A, DClass.IN)).toWire();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.send(
          new DatagramPacket(
              query,
              query.length,
              new InetSocketAddress(InetAddress.ofLiteral(DemoCatalogue.HOST), ports.dns())));
      socket.receive(new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM));
    }
  }
}
