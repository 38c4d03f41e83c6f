package dev.stallscope.probe;

/** Makes requests in one version of HTTP, with connections and sessions of TLS of its own. */
interface HopClient extends AutoCloseable {
  /**
   * Makes one request and measures it; what goes wrong is in what it returns.
   *
   * @param listener is told of its phases
   */
  ProbeHop hop(HopPlan hop, PhaseListener listener);

  /** Closes the connections; sessions of TLS stay. */
  void disconnect();

  @Override
  void close();
}
