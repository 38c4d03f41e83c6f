/**
 * Asks a URL itself and measures every step: name lookup, connect, TLS handshake, request, first
 * byte, body, for each redirect anew.
 *
 * <p>{@link dev.stallscope.probe.UrlProbe} carries out a {@link dev.stallscope.probe.ProbePlan}:
 * its runs one after the other, each cold (nothing is reused), warm (the connection of the run
 * before) or resumed (a new connection with the TLS session of the run before). What a run measured
 * until it ended or failed is a list of {@link dev.stallscope.probe.ProbeHop}s with the phases,
 * requests and responses that exchanges of a capture have, too.
 *
 * <p>OkHttp speaks HTTP/1.1 and HTTP/2, netty HTTP/3, dnsjava asks the name servers. QUIC connects
 * and agrees on TLS at once: the phase connect lasts until the server's first datagram, when TCP
 * would be connected, and tls until the handshake is over. That the probe measures the server and
 * not itself takes three things: sockets send at once (TCP_NODELAY; OkHttp's own do not, which adds
 * some 40 ms to the first byte over TLS 1.3), {@link dev.stallscope.probe.WarmUp} has run all the
 * code before anything is counted, and bodies are decoded and certificates read after the clock was
 * stopped.
 */
@NullMarked
package dev.stallscope.probe;

import org.jspecify.annotations.NullMarked;
