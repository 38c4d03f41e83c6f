package dev.stallscope.capture.live;

import java.io.IOException;
import java.sql.Timestamp;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;
import org.pcap4j.core.RawPacketListener;

/** Packets from libpcap, by pcap4j's loop over raw packets. */
final class LibpcapSource implements PacketSource {
  /**
   * How long the system may keep packets back: a packet is delivered after half of it on average.
   */
  private static final int DELIVERY_MILLIS = 20;

  private static final int BYTES_PER_MEGABYTE = 1 << 20;

  /** BSD's value for packets without a link layer header, which has another number in files. */
  private static final int DLT_RAW = 12;

  private static final int LINKTYPE_RAW = 101;

  private final PcapHandle handle;
  private volatile boolean isStopped;
  private volatile boolean isEnded;
  private @Nullable IOException failure;

  private LibpcapSource(PcapHandle handle) {
    this.handle = handle;
  }

  /**
   * Begins to capture.
   *
   * @throws CaptureRefusedException if it cannot; the message says why
   */
  static LibpcapSource open(CaptureOrder order) throws CaptureRefusedException {
    LibpcapLibrary.require();
    PcapHandle handle = activate(order);
    try {
      if (!order.filter().isEmpty()) {
        handle.setFilter(order.filter(), BpfCompileMode.OPTIMIZE);
      }
    } catch (PcapNativeException | NotOpenException e) {
      handle.close();
      throw new CaptureRefusedException(
          CaptureRefusedException.Reason.BAD_FILTER, LibpcapWords.badFilter(order.filter(), e));
    }
    return new LibpcapSource(handle);
  }

  private static PcapHandle activate(CaptureOrder order) throws CaptureRefusedException {
    try {
      return new PcapHandle.Builder(order.interfaceName())
          .snaplen(order.snapLength())
          .promiscuousMode(
              order.isPromiscuous() ? PromiscuousMode.PROMISCUOUS : PromiscuousMode.NONPROMISCUOUS)
          .timeoutMillis(DELIVERY_MILLIS)
          .bufferSize(order.bufferMegabytes() * BYTES_PER_MEGABYTE)
          .timestampPrecision(TimestampPrecision.NANO)
          .build();
    } catch (PcapNativeException e) {
      throw LibpcapWords.refusal(order, e);
    }
  }

  @Override
  public int linkType() {
    int dlt = handle.getDlt().value();
    return dlt == DLT_RAW ? LINKTYPE_RAW : dlt;
  }

  @Override
  public void run(Sink sink) throws IOException {
    try {
      RawPacketListener listener = bytes -> accept(sink, bytes);
      handle.loop(-1, listener);
    } catch (InterruptedException e) {
      // what breakLoop ends in; this thread was not interrupted
    } catch (PcapNativeException | NotOpenException e) {
      throw new IOException("Capturing ended: " + LibpcapWords.plain(e), e);
    } finally {
      isEnded = true;
    }
    IOException caught = failure;
    if (caught != null) {
      throw caught;
    }
  }

  /** Called by native code, which would only print what is thrown here. */
  private void accept(Sink sink, byte[] bytes) {
    if (failure != null) {
      return;
    }
    try {
      Timestamp time = handle.getTimestamp();
      long nanos =
          TimeUnit.MILLISECONDS.toSeconds(time.getTime()) * 1_000_000_000L + time.getNanos();
      sink.packet(nanos, bytes, bytes.length, handle.getOriginalLength());
    } catch (IOException e) {
      failure = e;
      breakLoop();
    }
  }

  /** Waits for what the system still keeps back, then breaks the loop until it has ended. */
  @Override
  public void stop() {
    if (isStopped) {
      return;
    }
    isStopped = true;
    Thread.ofPlatform().daemon().name("stop-capture").start(this::end);
  }

  private void end() {
    try {
      Thread.sleep(2 * DELIVERY_MILLIS);
      while (!isEnded) {
        breakLoop();
        Thread.sleep(DELIVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void breakLoop() {
    try {
      handle.breakLoop();
    } catch (NotOpenException e) {
      isEnded = true;
    }
  }

  @Override
  public Drops drops() {
    try {
      PcapStat counted = handle.getStats();
      return new Drops(counted.getNumPacketsDropped(), counted.getNumPacketsDroppedByIf());
    } catch (PcapNativeException | NotOpenException e) {
      return new Drops(0, 0);
    }
  }

  @Override
  public void close() {
    isEnded = true;
    handle.close();
  }
}
