package dev.stallscope.protocol;

import dev.stallscope.net.Direction;

/**
 * Bytes with which datagrams of a connection begin, wherever they come from: they tell it when an
 * address or port changes.
 *
 * @param direction of these datagrams
 * @param bytes from {@link #OFFSET} on, in hexadecimal
 */
public record DatagramName(Direction direction, String bytes) {
  /** Where the name stands: one byte of flags comes before it (RFC 9000 section 17.3). */
  public static final int OFFSET = 1;
}
