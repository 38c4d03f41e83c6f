package dev.stallscope.analysis;

/**
 * A name with two addresses of which the first is dead, as a scenario for {@link ScriptedFindings}.
 */
final class TwoAddressesScript {
  private TwoAddressesScript() {}

  /**
   * The scenario.
   *
   * @param second when the second address is tried
   */
  static String twoAddresses(String second) {
    return """
        d: set server 10.0.0.53:53
        a: set server 192.0.2.5:80
        b: set server 192.0.2.6:80
        d: client 0s dns query 1 A www.example.com
        d: server 0.02s dns answer 1 A www.example.com 192.0.2.5 192.0.2.6
        a: client 0.021s SYN
        a: client 1.021s SYN
        b: client %s handshake rtt 20ms
        b: client +0.1ms http-request GET /
        b: server +20ms http-response 200 20
        b: client +0.1ms ACK
        """
        .formatted(second);
  }
}
