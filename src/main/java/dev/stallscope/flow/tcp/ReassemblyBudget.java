package dev.stallscope.flow.tcp;

import dev.stallscope.flow.FlowLimits;

/** The memory that all directions of one shard may together use for out-of-order data. */
public final class ReassemblyBudget {
  private final long limitBytes;
  private long usedBytes;

  public ReassemblyBudget() {
    this(FlowLimits.SHARD_REASSEMBLY_BYTES);
  }

  ReassemblyBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Bytes in use. */
  public long usedBytes() {
    return usedBytes;
  }

  boolean hasRoom(long bytes) {
    return usedBytes + bytes <= limitBytes;
  }

  void take(long bytes) {
    usedBytes += bytes;
  }

  void release(long bytes) {
    usedBytes -= bytes;
  }
}
