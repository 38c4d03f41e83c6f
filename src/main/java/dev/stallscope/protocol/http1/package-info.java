/**
 * HTTP/1.0 and HTTP/1.1 (RFC 9112).
 *
 * <table>
 *   <caption>What is covered</caption>
 *   <tr><td>pipelining, 1xx, chunked with extensions and trailers, HEAD, 204, 304, bodies until
 *       close, folded lines, bare LF, Expect</td><td>decoded</td></tr>
 *   <tr><td>Upgrade, CONNECT</td><td>decoded; what follows goes to the decoder that recognises
 *       it</td></tr>
 *   <tr><td>WebSocket</td><td>recognised by its 101; frames skipped</td></tr>
 *   <tr><td>gaps in a body of known length</td><td>counted, boundaries kept</td></tr>
 *   <tr><td>gaps elsewhere</td><td>the next message is looked for at the start of each later
 *       segment</td></tr>
 *   <tr><td>HTTP/0.9</td><td>not recognised</td></tr>
 * </table>
 *
 * <p>A {@link dev.stallscope.protocol.http1.MessageReader} finds the messages of one direction; the
 * stream knows which request each response answers, and hands a request over before its responses
 * even when it is still being sent.
 */
@NullMarked
package dev.stallscope.protocol.http1;

import org.jspecify.annotations.NullMarked;
