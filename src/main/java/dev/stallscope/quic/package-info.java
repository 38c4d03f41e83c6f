/**
 * QUIC wire formats (RFC 9000, RFC 9001, RFC 9369), without any state of a connection: headers,
 * packet numbers, frames, and what takes the protection off packets once their secrets are known.
 *
 * <p>Versions 1 and 2 are read, and the last drafts, which differ from version 1 in their salts
 * only. {@code LongHeader} finds the packets of a datagram, {@code PacketProtection} opens one,
 * {@code FrameReader} hands out what is inside.
 *
 * <p>Nothing here throws for what the wire holds: what cannot be read is an empty {@code Optional},
 * a negative length or the end of a list, and every length is checked against the bytes at hand.
 */
@NullMarked
package dev.stallscope.quic;

import org.jspecify.annotations.NullMarked;
