/**
 * HTTP/2 (RFC 9113) with its header compression (RFC 7541): frames are cut out of each direction,
 * and each stream becomes a request with its response, correlated by stream id.
 *
 * <table>
 *   <caption>What is covered</caption>
 *   <tr><td>prior knowledge, an h2c upgrade, a connection joined in the middle</td>
 *       <td>decoded</td></tr>
 *   <tr><td>HEADERS, CONTINUATION, DATA, trailers, PUSH_PROMISE, RST_STREAM, GOAWAY</td>
 *       <td>decoded</td></tr>
 *   <tr><td>SETTINGS</td>
 *       <td>MAX_FRAME_SIZE, INITIAL_WINDOW_SIZE and MAX_CONCURRENT_STREAMS used</td></tr>
 *   <tr><td>WINDOW_UPDATE</td><td>used: when a sender had to wait for it</td></tr>
 *   <tr><td>CONNECT for a WebSocket (RFC 8441)</td><td>decoded</td></tr>
 *   <tr><td>PING</td><td>checked</td></tr>
 *   <tr><td>ALTSVC, ORIGIN</td><td>skipped</td></tr>
 *   <tr><td>what CONNECT tunnels and WebSockets carry</td><td>skipped</td></tr>
 * </table>
 */
@NullMarked
package dev.stallscope.protocol.http2;

import org.jspecify.annotations.NullMarked;
