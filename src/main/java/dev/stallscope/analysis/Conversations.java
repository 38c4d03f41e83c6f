package dev.stallscope.analysis;

import dev.stallscope.exchange.Conversation;
import dev.stallscope.protocol.Message;
import java.util.ArrayList;
import java.util.List;

/** What was said on each flow, with the connection it was said on. */
final class Conversations {
  private Conversations() {}

  static List<Conversation> of(
      List<Shard> shards, TrackedConnections tracked, DatagramConnections datagrams) {
    List<Conversation> conversations = new ArrayList<>();
    for (int shard = 0; shard < shards.size(); shard++) {
      for (FlowReading flow : shards.get(shard).flows()) {
        if (!flow.messages.isEmpty()) {
          int client = flow.clientSide();
          int connection = flow.isTcp ? tracked.connection(shard, flow.flow) : -1;
          conversations.add(
              new Conversation(
                  connection,
                  flow.sides[client],
                  flow.sides[1 - client],
                  connection < 0
                      ? List.copyOf(flow.messages.messages)
                      : messages(flow, tracked.lateDeliveries(connection)),
                  List.copyOf(flow.messages.setups),
                  flow.lastNanos));
        }
      }
    }
    for (DatagramConnections.Place place : datagrams.places()) {
      if (!place.messages().isEmpty()) {
        conversations.add(
            new Conversation(
                place.id(),
                place.connection().client(),
                place.connection().server(),
                List.copyOf(place.messages().messages),
                List.copyOf(place.messages().setups),
                place.connection().endNanos()));
      }
    }
    return conversations;
  }

  private static List<Message> messages(FlowReading flow, LateDeliveries late) {
    return flow.messages.messages.stream().map(late::extend).toList();
  }
}
