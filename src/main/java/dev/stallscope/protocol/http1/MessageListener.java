package dev.stallscope.protocol.http1;

import dev.stallscope.packet.Anomaly;
import dev.stallscope.protocol.Delivery;

/** What a direction's messages mean for the connection. */
interface MessageListener {
  /** A head is there; tells how its body is framed. */
  BodyFraming begun(OpenMessage message);

  /** Bytes of a message came. */
  void carried(boolean isRequest, OpenMessage message, long bytes, Delivery delivery);

  /** A message is over. */
  void completed(OpenMessage message, boolean isEndSeen);

  void anomaly(Anomaly.Kind kind, int packet, long streamOffset);
}
