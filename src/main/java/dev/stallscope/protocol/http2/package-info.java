/**
 * HTTP/2 (RFC 9113) in clear text, for now only recognised.
 *
 * <table>
 *   <caption>What is covered</caption>
 *   <tr><td>connection preface, also after an h2c upgrade</td><td>recognised</td></tr>
 *   <tr><td>a server's first SETTINGS frame</td><td>recognised</td></tr>
 *   <tr><td>frames, streams, header compression</td><td>skipped</td></tr>
 * </table>
 *
 * <p>A connection becomes one long-lived exchange: the preface is its request, all that the server
 * sends its response.
 */
@NullMarked
package dev.stallscope.protocol.http2;

import org.jspecify.annotations.NullMarked;
