package dev.stallscope.testkit;

import dev.stallscope.capture.LinkDirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The capture that a scenario's packets go into: where it stands, and how it keeps them. */
final class ScriptCapture implements ScriptConnection.Output {
  static final String ROUTER = "10.9.9.9";
  static final String ROUTER_V6 = "fd99::9";
  private static final int FULL_LENGTH = 262_144;

  private enum Link {
    ETHERNET(1),
    RAW(101),
    COOKED(113);

    final int type;

    Link(int type) {
      this.type = type;
    }
  }

  private final List<TimedPacket> packets = new ArrayList<>();
  private CapturePoint point = CapturePoint.CLIENT;
  private Link link = Link.ETHERNET;
  private int snapLength = FULL_LENGTH;
  private boolean hasDirections;
  private boolean keepsOrder;
  private long tickNanos = 1;
  private long lastNanos;

  /** Takes one setting of the capture; false where there is none of that name. */
  boolean set(String name, ScriptTokens words) {
    switch (name) {
      case "capture" -> point = readPoint(words);
      case "link" ->
          link =
              switch (words.next("link")) {
                case "ethernet" -> Link.ETHERNET;
                case "raw" -> Link.RAW;
                case "cooked" -> Link.COOKED;
                default -> throw words.problem("link ethernet, raw or cooked");
              };
      case "snaplen" -> snapLength = (int) words.number(name);
      case "directions" -> hasDirections = ScriptSide.onOff(words);
      case "order" -> keepsOrder = words.accept("script");
      case "tick" -> tickNanos = words.nanos(name);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static CapturePoint readPoint(ScriptTokens words) {
    String where = words.next("near or in") + " " + words.next("client, server or middle");
    return switch (where) {
      case "near client" -> CapturePoint.CLIENT;
      case "near server" -> CapturePoint.SERVER;
      case "in middle" -> CapturePoint.MIDDLE;
      default -> throw words.problem("capture near client, near server or in middle");
    };
  }

  CapturePoint point() {
    return point;
  }

  /** Time of the packet captured last, nanoseconds of the scenario. */
  long lastNanos() {
    return lastNanos;
  }

  /** {@code 3/4} as type and code. */
  static int[] icmpError(ScriptTokens words) {
    String[] parts = words.next("type/code").split("/");
    if (parts.length != 2) {
      throw words.problem("icmp TYPE/CODE");
    }
    return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
  }

  @Override
  public void packet(long nanos, boolean isFromClient, byte[] ip) {
    lastNanos = nanos;
    LinkDirection direction = direction(isFromClient);
    byte[] frame =
        switch (link) {
          case ETHERNET -> Encapsulation.ethernet(ip);
          case RAW -> ip;
          case COOKED -> Encapsulation.linuxCooked(packetType(direction), ip);
        };
    if (link == Link.ETHERNET && frame.length < 60) {
      frame = Arrays.copyOf(frame, 60);
    }
    packets.add(
        new TimedPacket(
            (CaptureScript.START_NANOS + nanos) / tickNanos * tickNanos,
            Arrays.copyOf(frame, Math.min(frame.length, snapLength)),
            frame.length,
            hasDirections ? direction : LinkDirection.UNKNOWN));
  }

  private LinkDirection direction(boolean isFromClient) {
    if (point == CapturePoint.MIDDLE) {
      return LinkDirection.UNKNOWN;
    }
    return isFromClient == (point == CapturePoint.CLIENT)
        ? LinkDirection.OUTBOUND
        : LinkDirection.INBOUND;
  }

  /** The kernel's packet type: 4 sent by us, 0 to us, 3 between others. */
  private static int packetType(LinkDirection direction) {
    return switch (direction) {
      case OUTBOUND -> 4;
      case INBOUND -> 0;
      case UNKNOWN -> 3;
    };
  }

  CaptureScript script(List<String> expectations) {
    List<TimedPacket> ordered = new ArrayList<>(packets);
    if (!keepsOrder) {
      ordered.sort(Comparator.comparingLong(TimedPacket::epochNanos));
    }
    return new CaptureScript(ordered, link.type, snapLength, expectations);
  }
}
