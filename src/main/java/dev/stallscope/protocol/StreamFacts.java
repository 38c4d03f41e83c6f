package dev.stallscope.protocol;

import java.util.List;

/**
 * What held a message up, or could have, where its connection carries many at once.
 *
 * @param creditWaits when its sender had to wait for its receiver's permission, in order
 * @param deliveryWaits when bytes of it had to wait for others before them, in order
 * @param concurrencyLimit for a request how many the connection may carry at once, as its receiver
 *     had announced when it was sent; {@link #NO_LIMIT} where it had not, and for other messages
 */
public record StreamFacts(
    List<CreditWait> creditWaits, List<DeliveryWait> deliveryWaits, int concurrencyLimit) {
  public static final int NO_LIMIT = -1;

  /** Of a message that has its connection for itself. */
  public static final StreamFacts NONE = new StreamFacts(List.of(), List.of(), NO_LIMIT);

  public StreamFacts {
    creditWaits = List.copyOf(creditWaits);
    deliveryWaits = List.copyOf(deliveryWaits);
  }
}
