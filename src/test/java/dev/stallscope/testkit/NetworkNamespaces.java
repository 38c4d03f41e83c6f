package dev.stallscope.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two machines for a test: network namespaces of Linux, joined by a pair of virtual Ethernet
 * interfaces, and nothing else. Wants root and iproute2.
 */
public final class NetworkNamespaces implements AutoCloseable {
  public static final String SERVER_ADDRESS = "192.0.2.1";
  public static final String CLIENT_ADDRESS = "192.0.2.2";

  /** The interface at the client's side. */
  public static final String CLIENT_INTERFACE = "stsc-c";

  private static final String SERVER_INTERFACE = "stsc-s";

  private final String server;
  private final String client;

  private NetworkNamespaces(String server, String client) {
    this.server = server;
    this.client = client;
  }

  /** Makes them; the test is skipped, with the reason, where this user cannot. */
  public static NetworkNamespaces make() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/sbin/ip")), "iproute2 is not installed");
    String id = Long.toString(ProcessHandle.current().pid());
    NetworkNamespaces made = new NetworkNamespaces("stsc-s" + id, "stsc-c" + id);
    String refusal = run("ip", "netns", "add", made.server);
    assumeTrue(refusal.isEmpty(), "Needs the right to make network namespaces. " + refusal);
    try {
      must("ip", "netns", "add", made.client);
      must(
          "ip",
          "link",
          "add",
          SERVER_INTERFACE,
          "netns",
          made.server,
          "type",
          "veth",
          "peer",
          "name",
          CLIENT_INTERFACE,
          "netns",
          made.client);
      must("ip", "-n", made.server, "addr", "add", SERVER_ADDRESS + "/24", "dev", SERVER_INTERFACE);
      must("ip", "-n", made.client, "addr", "add", CLIENT_ADDRESS + "/24", "dev", CLIENT_INTERFACE);
      must("ip", "-n", made.server, "link", "set", SERVER_INTERFACE, "up");
      must("ip", "-n", made.client, "link", "set", CLIENT_INTERFACE, "up");
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /** A program on the server's machine. */
  public ProcessBuilder onServer(List<String> command) {
    return in(server, command);
  }

  /** A program on the client's machine. */
  public ProcessBuilder onClient(List<String> command) {
    return in(client, command);
  }

  private static ProcessBuilder in(String namespace, List<String> command) {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(command);
    return new ProcessBuilder(whole);
  }

  private static void must(String... command) throws IOException, InterruptedException {
    String problem = run(command);
    if (!problem.isEmpty()) {
      throw new IOException(String.join(" ", command) + ": " + problem);
    }
  }

  /** What a command said when it failed; empty where it went well. */
  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean isOver = process.waitFor(30, TimeUnit.SECONDS);
    return isOver && process.exitValue() == 0 ? "" : "It failed: " + said.strip();
  }

  /** Takes them away, with their interfaces; what runs in them is the caller's to end. */
  @Override
  public void close() throws IOException, InterruptedException {
    run("ip", "netns", "del", client);
    run("ip", "netns", "del", server);
  }
}
