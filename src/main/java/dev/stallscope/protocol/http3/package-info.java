/**
 * HTTP/3 (RFC 9114) with its header compression (QPACK, RFC 9204): the streams of a connection,
 * whatever transport brought them, become requests with their responses, correlated by stream id.
 *
 * <table>
 *   <caption>What is covered</caption>
 *   <tr><td>HEADERS, DATA, trailers, interim responses, PUSH_PROMISE with its push stream</td>
 *       <td>decoded</td></tr>
 *   <tr><td>the dynamic table, sections that wait for the encoder stream</td><td>decoded</td></tr>
 *   <tr><td>resets, STOP_SENDING, GOAWAY</td><td>decoded</td></tr>
 *   <tr><td>SETTINGS</td><td>QPACK's table capacity used</td></tr>
 *   <tr><td>CANCEL_PUSH, MAX_PUSH_ID, PRIORITY_UPDATE of pushes, the decoder stream, reserved types</td>
 *       <td>skipped</td></tr>
 *   <tr><td>what CONNECT tunnels and WebSockets carry, WebTransport, datagrams</td>
 *       <td>skipped</td></tr>
 * </table>
 *
 * <p>A section may refer to entries that another stream brings, later: it is kept with what follows
 * it until they are there, and lasts until then, as it does for its receiver. QPACK counts entries
 * from the start of the connection. Where a part of the encoder stream is missing nothing is known
 * of the entries any more: fields that refer to them are left out, others stay.
 */
@NullMarked
package dev.stallscope.protocol.http3;

import org.jspecify.annotations.NullMarked;
