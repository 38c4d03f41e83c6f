/**
 * TLS wire formats (RFC 8446, RFC 5246, SSL 3.0 and the ClientHello of SSL 2.0), without any state:
 * records, hellos, certificates, alerts, and the names of what stands there as numbers; and what
 * opens protected records once their secrets are known ({@code KeyLog}, {@code KeySchedule}, {@code
 * RecordProtection}).
 *
 * <p>It lies below the flows because QUIC carries the same handshake. Nothing here throws for what
 * the wire holds: what cannot be read is an empty {@code Optional} or a shorter list, and every
 * length is checked against the bytes at hand.
 */
@NullMarked
package dev.stallscope.tls;

import org.jspecify.annotations.NullMarked;
