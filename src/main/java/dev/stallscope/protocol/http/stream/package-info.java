/**
 * What HTTP/2 and HTTP/3 share: header compression's building blocks, and the streams of a
 * connection, each of which becomes a request with its response, correlated by the stream's id.
 *
 * <p>The protocol's decoder cuts frames and tells {@link
 * dev.stallscope.protocol.http.stream.StreamTable} which header sections and data they brought; it
 * says when a stream is over, and {@link dev.stallscope.protocol.http.stream.StreamMessages} makes
 * messages of it.
 *
 * <p>A header field that refers to what was not seen is left out and its message marked as partial:
 * {@link dev.stallscope.protocol.http.stream.PartialRequest} shows what is known, and no rule takes
 * it for the whole. {@link dev.stallscope.protocol.DecodeLimits} bounds header sections, what
 * compressed ones expand to, and open streams.
 */
@NullMarked
package dev.stallscope.protocol.http.stream;

import org.jspecify.annotations.NullMarked;
