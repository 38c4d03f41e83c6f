package dev.stallscope.analysis;

import dev.stallscope.flow.tcp.ReassemblyBudget;
import dev.stallscope.protocol.ProtocolDetector;

/** What all flows of a shard share. */
record ShardTools(
    ProtocolDetector detector,
    ReassemblyBudget budget,
    UnreadDatagrams.Budget unread,
    HeldMessages held) {
  ShardTools(ProtocolDetector detector) {
    this(detector, new ReassemblyBudget(), new UnreadDatagrams.Budget(), new HeldMessages());
  }
}
