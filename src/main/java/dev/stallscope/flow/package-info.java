/**
 * Who talks with whom: connections and datagram flows.
 *
 * <p>A {@link dev.stallscope.flow.FlowTable} gives every packet the number of its flow and the side
 * that sent it. A flow is a pair of endpoints and a transport; both directions have the same
 * number, and side 0 is the sender of the flow's first packet. A TCP flow is one connection: when
 * the same ports are used again, a new flow begins. UDP flows never end.
 *
 * <p>Each shard has its own table; {@link dev.stallscope.flow.FlowTable#hash} says which shard a
 * packet belongs to, the same for both directions and for the ICMP errors about them.
 */
@NullMarked
package dev.stallscope.flow;

import org.jspecify.annotations.NullMarked;
