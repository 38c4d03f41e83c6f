package dev.stallscope.protocol;

import java.util.List;

/**
 * What held a message up, or could have, where its connection carries many at once.
 *
 * @param creditWaits when its sender had to wait for its receiver's permission, in order
 * @param deliveryWaits when bytes of it had to wait for others before them, in order
 * @param concurrencyLimit for a request how many the connection may carry at once, as its receiver
 *     had announced when it was sent; {@link #NO_LIMIT} where it had not, and for other messages
 * @param priority for a request how urgent its sender says it is among others, in the protocol's
 *     words; empty where it does not
 */
public record StreamFacts(
    List<CreditWait> creditWaits,
    List<DeliveryWait> deliveryWaits,
    int concurrencyLimit,
    String priority) {
  public static final int NO_LIMIT = -1;

  /** Of a message that has its connection for itself. */
  public static final StreamFacts NONE = new StreamFacts(List.of(), List.of(), NO_LIMIT);

  /** Of a message that is as urgent as others. */
  public StreamFacts(
      List<CreditWait> creditWaits, List<DeliveryWait> deliveryWaits, int concurrencyLimit) {
    this(creditWaits, deliveryWaits, concurrencyLimit, "");
  }

  public StreamFacts {
    creditWaits = List.copyOf(creditWaits);
    deliveryWaits = List.copyOf(deliveryWaits);
  }
}
