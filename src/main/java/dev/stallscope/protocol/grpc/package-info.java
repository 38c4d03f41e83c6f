/**
 * gRPC over HTTP/2 (the protocol's own description, PROTOCOL-HTTP2.md of the gRPC project): calls
 * are streams whose content type is {@code application/grpc}, their bodies length-prefixed
 * messages.
 *
 * <table>
 *   <caption>What is covered</caption>
 *   <tr><td>service, method, grpc-timeout, grpc-previous-rpc-attempts</td><td>decoded</td></tr>
 *   <tr><td>grpc-status and grpc-message of trailers or trailers-only</td><td>decoded</td></tr>
 *   <tr><td>messages</td><td>counted, timed and measured; contents skipped</td></tr>
 *   <tr><td>gRPC-Web</td><td>not recognised</td></tr>
 * </table>
 */
@NullMarked
package dev.stallscope.protocol.grpc;

import org.jspecify.annotations.NullMarked;
