/**
 * HTTP as all its versions share it (RFC 9110): requests, responses, header fields, and what is
 * measured of a body while it passes.
 *
 * <table>
 *   <caption>What is covered</caption>
 *   <tr><td>gzip, deflate (zlib or raw)</td><td>decoded piece by piece</td></tr>
 *   <tr><td>br, zstd</td><td>decoded at the end of the body, if it is up to a megabyte</td></tr>
 *   <tr><td>compress, several codings on one body, dictionaries</td><td>recognised</td></tr>
 *   <tr><td>contents of bodies</td><td>measured and hashed, not kept</td></tr>
 * </table>
 *
 * <p>All decoding is limited by {@link dev.stallscope.protocol.DecodeLimits} and by the budget of
 * the connection. {@link dev.stallscope.protocol.http.Redaction} hides secrets in what is shown.
 */
@NullMarked
package dev.stallscope.protocol.http;

import org.jspecify.annotations.NullMarked;
