package dev.stallscope.demo;

import java.util.List;

/** All troubles of the demo server. */
public final class DemoCatalogue {
  static final String HOST = "127.0.0.1";

  /** What the calls of one page ask for. */
  static final List<String> CALL_NAMES =
      List.of("stock", "prices", "delivery", "reviews", "offers", "related");

  private static final String CALLS = "{" + String.join(",", CALL_NAMES) + "}";

  private DemoCatalogue() {}

  /** What can be asked beside the troubles, as commands for a server on these ports. */
  public static List<DemoTrial> trials(DemoPorts ports) {
    return List.of(
        new DemoTrial(
            "HTTP/1.1 against 2 against 3, and gRPC beside them",
            "stallscope probe --compare --grpc --insecure https://%s:%d/page"
                .formatted(HOST, ports.https())),
        new DemoTrial(
            "gRPC fast, slow and failing, side by side",
            "stallscope probe --compare --runs 3 grpc://%1$s:%2$d/demo.Fast/Check"
                    .formatted(HOST, ports.http())
                + " grpc://%1$s:%2$d/demo.Slow/Check grpc://%1$s:%2$d/demo.Failing/Check"
                    .formatted(HOST, ports.http())),
        new DemoTrial(
            "A name whose lookup takes 0.7 s",
            "stallscope probe --resolver %s:%d http://slow.demo.test:%d/page"
                .formatted(HOST, ports.dns(), ports.http())));
  }

  /** The troubles, with commands for a server on these ports. */
  public static List<DemoTrouble> troubles(DemoPorts ports) {
    String http = "http://" + HOST + ":" + ports.http();
    String https = "https://" + HOST + ":" + ports.https();
    String grpc = "stallscope probe grpc://" + HOST + ":" + ports.http() + "/";
    return List.of(
        new DemoTrouble(
            "slow-server",
            "The server thinks for 0.8 s before it answers",
            "slow-server-response",
            "curl -s " + http + "/slow-server",
            "curl -s " + http + "/slow-server/fixed"),
        new DemoTrouble(
            "trickle",
            "The server pauses within its answer, 0.3 s before each part",
            "response-trickle",
            "curl -s -o /dev/null " + http + "/trickle",
            "curl -s -o /dev/null " + http + "/trickle/fixed"),
        new DemoTrouble(
            "throttled",
            "The server sends no more than 2.5 Mbit/s, in small portions",
            "response-trickle",
            "curl -s -o /dev/null " + http + "/throttled",
            "curl -s -o /dev/null " + http + "/throttled/fixed"),
        new DemoTrouble(
            "no-keep-alive",
            "The server ends the connection after each answer",
            "no-keep-alive",
            "curl -sk --http1.1 -o /dev/null '" + https + "/no-keep-alive?[1-12]'",
            "curl -sk --http1.1 -o /dev/null '" + https + "/no-keep-alive/fixed?[1-12]'"),
        new DemoTrouble(
            "uncompressed",
            "The server sends 400 kB of JSON as they are",
            "uncompressed-response",
            "curl -s --compressed -o /dev/null " + http + "/uncompressed",
            "curl -s --compressed -o /dev/null " + http + "/uncompressed/fixed"),
        new DemoTrouble(
            "repeated",
            "The same picture is fetched again and again, since nothing says that it may be kept",
            "repeated-request",
            "curl -s -o /dev/null '" + http + "/repeated#[1-8]'",
            "curl -s -o /dev/null " + http + "/repeated/fixed"),
        new DemoTrouble(
            "sequential",
            "Six calls of 60 ms, each begun when the one before has ended",
            "sequential-calls",
            "curl -s -o /dev/null '" + http + "/sequential/" + CALLS + "'",
            "curl -s --parallel --parallel-immediate -o /dev/null '"
                + http
                + "/sequential/fixed/"
                + CALLS
                + "'"),
        new DemoTrouble(
            "slow-tls",
            "The server thinks for 0.5 s in each TLS handshake",
            "tls-slow-server",
            "curl -sk https://" + HOST + ":" + ports.slowTls() + "/slow-tls",
            "curl -sk " + https + "/slow-tls/fixed"),
        new DemoTrouble(
            "slow-dns",
            "The resolver takes 0.7 s to answer",
            "dns-slow-answer",
            "dig @" + HOST + " -p " + ports.dns() + " slow.demo.test",
            "dig @" + HOST + " -p " + ports.dns() + " fast.demo.test"),
        new DemoTrouble(
            "slow-reader",
            "The server stops reading an upload for 1.5 s",
            "zero-window",
            "head -c 3000000 /dev/zero | curl -s -H Expect: -T - " + http + "/slow-reader",
            "head -c 3000000 /dev/zero | curl -s -H Expect: -T - " + http + "/slow-reader/fixed"),
        new DemoTrouble(
            "grpc-slow",
            "A gRPC call takes 0.8 s",
            "slow-server-response",
            grpc + "demo.Slow/Check",
            grpc + "demo.Fast/Check"),
        new DemoTrouble(
            "grpc-failing",
            "gRPC calls end with UNAVAILABLE",
            "grpc-error",
            grpc + "demo.Failing/Check",
            grpc + "demo.Fast/Check"));
  }
}
