package dev.stallscope.testkit;

import dev.stallscope.packet.TcpFlags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of a {@link CaptureScript} one by one and lets its connections send packets. */
final class ScriptParser {
  private final Map<String, byte[]> payloads;
  private final ScriptCapture capture = new ScriptCapture();
  private final Map<String, ScriptConnection> connections = new LinkedHashMap<>();
  private final List<String> expectations = new ArrayList<>();
  private final ScriptSide defaultClient = new ScriptSide("10.0.0.1", 40_000, 1_000, 100_000);
  private final ScriptSide defaultServer = new ScriptSide("10.0.0.2", 80, 5_000, 500_000);

  /** What a repetition adds to times. */
  private long shiftNanos;

  ScriptParser(Map<String, byte[]> payloads) {
    this.payloads = payloads;
  }

  CaptureScript parse(String text) {
    List<String> lines = text.lines().toList();
    run(lines, 0, lines.size());
    return capture.script(expectations);
  }

  private void run(List<String> lines, int from, int to) {
    for (int i = from; i < to; i++) {
      ScriptTokens words = new ScriptTokens(i + 1, lines.get(i));
      if (words.accept("repeat")) {
        i = repeat(words, lines, i + 1, to);
      } else if (words.hasNext()) {
        line(words);
      }
    }
  }

  private int repeat(ScriptTokens words, List<String> lines, int from, int to) {
    int times = (int) words.number("times");
    if (!words.accept("every")) {
      throw words.problem("repeat 10 every 200ms");
    }
    long every = words.nanos("every");
    words.end();
    int end = from;
    for (int depth = 1; depth > 0; end++) {
      if (end == to) {
        throw words.problem("repeat has no end");
      }
      String first = new ScriptTokens(end + 1, lines.get(end)).peek();
      depth += first.equals("repeat") ? 1 : first.equals("end") ? -1 : 0;
    }
    long before = shiftNanos;
    for (int i = 0; i < times; i++) {
      shiftNanos = before + i * every;
      run(lines, from, end - 1);
    }
    shiftNanos = before;
    return end - 1;
  }

  private void line(ScriptTokens words) {
    if (words.accept("expect")) {
      StringBuilder text = new StringBuilder();
      while (words.hasNext()) {
        text.append(text.isEmpty() ? "" : " ").append(words.next("word"));
      }
      if (shiftNanos == 0) {
        expectations.add(text.toString());
      }
      return;
    }
    String name = words.peek().endsWith(":") ? words.next("connection") : "";
    if (words.accept("set")) {
      set(name, words);
    } else {
      packet(name, words);
    }
    words.end();
  }

  private ScriptConnection connection(String name) {
    return connections.computeIfAbsent(
        name,
        key -> {
          ScriptSide client = defaultClient.fresh();
          client.port += connections.size();
          return new ScriptConnection(client, defaultServer.fresh(), capture);
        });
  }

  private void set(String name, ScriptTokens words) {
    boolean isForOne = !name.isEmpty() || connections.containsKey("");
    ScriptSide client = isForOne ? connection(name).client : defaultClient;
    ScriptSide server = isForOne ? connection(name).server : defaultServer;
    String what = words.next("setting");
    if (what.equals("client") || what.equals("server")) {
      ScriptSide side = what.equals("client") ? client : server;
      String setting = words.next("setting");
      if (setting.contains(":")) {
        side.setEndpoint(setting);
      } else if (!side.set(setting, words)) {
        throw words.problem("no setting: " + setting);
      }
    } else if (!capture.set(what, words)) {
      ScriptTokens again = words.copy();
      if (!client.set(what, words) || !server.set(what, again)) {
        throw words.problem("no setting: " + what);
      }
    }
  }

  private void packet(String name, ScriptTokens words) {
    String who = words.next("client, server or router");
    long nanos = time(words);
    ScriptConnection connection = connection(name);
    if (who.equals("router")) {
      icmp(words, connection, nanos, ScriptCapture.ROUTER);
      return;
    }
    if (!who.equals("client") && !who.equals("server")) {
      throw words.problem("who sends this: client, server or router?");
    }
    ScriptSide sender = who.equals("client") ? connection.client : connection.server;
    String action = words.next("action");
    switch (action) {
      case "handshake" -> handshake(words, connection, nanos);
      case "data" -> data(words, connection, sender, nanos);
      case "http-request" ->
          append(words, connection, sender, nanos, ScriptPayload.httpRequest(words));
      case "http-response" ->
          append(words, connection, sender, nanos, ScriptPayload.httpResponse(words));
      case "keep-alive" -> {
        int bytes = words.nextIsNumber() ? (int) words.number("bytes") : 0;
        connection.keepAlive(nanos, sender, bytes, options(words, sender));
      }
      case "udp" ->
          connection.datagram(
              nanos, sender, ScriptPayload.read(words, payloads), words.accept("unseen"));
      case "dns" ->
          connection.datagram(nanos, sender, ScriptDns.read(words), words.accept("unseen"));
      case "icmp" -> icmp(words, connection, sender, nanos);
      default -> control(words, connection, sender, nanos, action);
    }
  }

  private long time(ScriptTokens words) {
    String word = words.next("time");
    return word.startsWith("+")
        ? capture.lastNanos() + words.nanos("time", word.substring(1))
        : shiftNanos + words.nanos("time", word);
  }

  private void handshake(ScriptTokens words, ScriptConnection connection, long nanos) {
    if (!words.accept("rtt")) {
      throw words.problem("handshake rtt 40ms");
    }
    connection.handshake(nanos, words.nanos("rtt"), capture.point());
  }

  private void control(
      ScriptTokens words,
      ScriptConnection connection,
      ScriptSide sender,
      long nanos,
      String action) {
    int flags = ScriptSegment.flags(action);
    if (flags < 0) {
      throw words.problem("no action: " + action);
    }
    long acknowledgment =
        words.nextIsNumber() ? words.number("acknowledgment") : ScriptSegment.AUTOMATIC;
    ScriptSegment segment = options(words, sender);
    if (acknowledgment >= 0) {
      segment.acknowledgment = acknowledgment;
    }
    boolean isFin = (flags & (TcpFlags.FIN | TcpFlags.SYN | TcpFlags.RST)) == TcpFlags.FIN;
    connection.control(nanos, sender, isFin ? flags | TcpFlags.ACK : flags, segment);
  }

  private void data(
      ScriptTokens words, ScriptConnection connection, ScriptSide sender, long nanos) {
    if (!words.peek().startsWith("\"") && words.peek().contains("..")) {
      long[] range = words.ranges("range");
      if (range.length != 2 || range[1] < range[0]) {
        throw words.problem("one range of bytes");
      }
      send(words, connection, sender, nanos, range[0], range[1]);
    } else {
      append(words, connection, sender, nanos, ScriptPayload.read(words, payloads));
    }
  }

  private void append(
      ScriptTokens words,
      ScriptConnection connection,
      ScriptSide sender,
      long nanos,
      byte[] payload) {
    long from = sender.next;
    sender.write(from, payload);
    send(words, connection, sender, nanos, from, from + payload.length);
  }

  private void send(
      ScriptTokens words,
      ScriptConnection connection,
      ScriptSide sender,
      long nanos,
      long from,
      long to) {
    ScriptSegment segment = options(words, sender);
    if (segment.isAgain && to > sender.next) {
      throw words.problem("not sent before: only 0.." + sender.next + " was");
    }
    if (segment.roundTripNanos >= 0) {
      connection.transfer(nanos, sender, from, to, segment, capture.point());
    } else {
      connection.data(nanos, sender, from, to, segment);
    }
  }

  private static ScriptSegment options(ScriptTokens words, ScriptSide sender) {
    ScriptSegment segment = new ScriptSegment();
    segment.readOptions(words, sender);
    return segment;
  }

  private void icmp(
      ScriptTokens words, ScriptConnection connection, ScriptSide sender, long nanos) {
    ScriptSide receiver = connection.peer(sender);
    int[] error = ScriptCapture.icmpError(words);
    connection.icmpError(nanos, sender.address, receiver, error[0], error[1]);
  }

  private void icmp(
      ScriptTokens words, ScriptConnection connection, long nanos, String routerAddress) {
    if (!words.accept("icmp")) {
      throw words.problem("a router sends icmp TYPE/CODE to client");
    }
    int[] error = ScriptCapture.icmpError(words);
    if (!words.accept("to")) {
      throw words.problem("icmp TYPE/CODE to client");
    }
    ScriptSide receiver =
        words.next("client or server").equals("client") ? connection.client : connection.server;
    String from = receiver.address.contains(":") ? ScriptCapture.ROUTER_V6 : routerAddress;
    connection.icmpError(nanos, from, receiver, error[0], error[1]);
  }
}
