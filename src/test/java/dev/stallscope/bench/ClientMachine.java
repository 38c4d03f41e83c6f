package dev.stallscope.bench;

import dev.stallscope.net.IpAddress;

/** A machine that runs one copy of a sample after another, each from new ports. */
final class ClientMachine {
  /** Linux takes ephemeral ports from 32768 to 60999 (net.ipv4.ip_local_port_range). */
  private static final int FIRST_PORT = 32_768;

  private static final int LAST_PORT = 60_999;
  private static final long CLIENT_NET = 0x0a64_0000; // 10.100.0.0
  private static final long SERVER_NET = 0x0ac8_0000; // 10.200.0.0
  private static final long CLIENT_NET_V6 = 0xfd00_0000_0000_0064L;
  private static final long SERVER_NET_V6 = 0xfd00_0000_0000_00c8L;

  private final int number;
  private int lastPort = FIRST_PORT - 1;

  ClientMachine(int number) {
    this.number = number;
  }

  static boolean isEphemeral(int port) {
    return port >= FIRST_PORT;
  }

  int number() {
    return number;
  }

  IpAddress address(boolean isV4) {
    return address(isV4 ? CLIENT_NET : CLIENT_NET_V6, number + 1, isV4);
  }

  /** The address of a server for the given host of a sample. */
  static IpAddress serverAddress(int server, int host, boolean isV4) {
    return address(isV4 ? SERVER_NET : SERVER_NET_V6, host << 8 | server + 1, isV4);
  }

  /** A port that it has not used for as long as possible. */
  int nextPort() {
    lastPort = lastPort == LAST_PORT ? FIRST_PORT : lastPort + 1;
    return lastPort;
  }

  private static IpAddress address(long net, int host, boolean isV4) {
    return isV4 ? new IpAddress(0, net | host, true) : new IpAddress(net, host, false);
  }
}
