package dev.stallscope.capture.live;

import java.io.Closeable;
import java.io.IOException;

/** Where live packets come from. */
interface PacketSource extends Closeable {
  /** Gets packets; may fail as a disk does, which ends the capture. */
  interface Sink {
    /**
     * Takes a packet; the bytes are the sink's only during the call.
     *
     * @param epochNanos when it was captured
     * @param originalLength bytes that it had on the wire
     */
    void packet(long epochNanos, byte[] bytes, int length, int originalLength) throws IOException;
  }

  /**
   * What was lost since the beginning.
   *
   * @param byKernel packets, since the capture buffer was full
   * @param byInterface packets, by the network card or its driver
   */
  record Drops(long byKernel, long byInterface) {}

  /** The LINKTYPE_ value of all its packets. */
  int linkType();

  /** Hands over packets until {@link #stop} is called or there are no more. */
  void run(Sink sink) throws IOException;

  /** Lets {@link #run} end, with the packets that were captured until now; from any thread. */
  void stop();

  /** What was lost until now; from one thread at a time. */
  Drops drops();
}
