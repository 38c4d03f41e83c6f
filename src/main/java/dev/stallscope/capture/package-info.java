/**
 * Capture files: records read in batches, whatever the format, and what was wrong with them.
 *
 * <p>{@code CaptureFile} recognises a file by its content. Its bytes are read front to back into
 * reused buffers (no mapping, nothing allocated for a packet); a record reader finds the packets in
 * them. Damage never throws: it is a warning with a byte offset. Lengths and counts that a file
 * claims are capped in {@code CaptureLimits}.
 *
 * <table>
 * <caption>What is read</caption>
 * <tr><td>read</td><td>pcap in both byte orders: micro- and nanoseconds, Kuznetzov's and IXIA's
 * variants; pcapng: section, interface, enhanced, obsolete and simple packet, statistics and
 * decryption secrets blocks; gzip and zstd of either</td></tr>
 * <tr><td>recognised</td><td>other capture formats, compressed files, texts: named in the refusal
 * </td></tr>
 * <tr><td>skipped</td><td>pcapng name resolution, journal, custom and unknown blocks, and comments
 * </td></tr>
 * <tr><td>written</td><td>pcapng; a capture anew with decryption secrets in it, or without</td></tr>
 * </table>
 */
@NullMarked
package dev.stallscope.capture;

import org.jspecify.annotations.NullMarked;
