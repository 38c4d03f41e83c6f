package dev.stallscope.exchange;

import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.Message;
import dev.stallscope.protocol.SetupMessage;
import java.util.List;

/**
 * What was said on one connection, or in the datagrams of one flow.
 *
 * @param connection id of the connection, or -1 for datagrams that belong to none
 * @param messages in the order in which they were completed
 * @param setups handshakes above the transport
 * @param endNanos when the flow was last heard of: its end, or the end of the capture
 */
public record Conversation(
    int connection,
    Endpoint client,
    Endpoint server,
    List<Message> messages,
    List<SetupMessage> setups,
    long endNanos) {}
