/**
 * TLS over TCP: the handshake flight by flight, then what was said, where there are keys, or what
 * encrypted records tell of requests and responses.
 *
 * <table>
 * <caption>What is covered</caption>
 * <tr><td>decoded</td><td>records of SSL 3.0 to TLS 1.3, hellos (SSL 2.0's too), certificates and
 * alerts in the clear, full and resumed handshakes, HelloRetryRequest, 0-RTT</td></tr>
 * <tr><td>recognised</td><td>what began in the clear before TLS: PostgreSQL, MySQL, SMTP, IMAP,
 * POP3, FTP, XMPP</td></tr>
 * <tr><td>decrypted</td><td>with a key log: TLS 1.3 with AES-GCM, AES-CCM and
 * ChaCha20-Poly1305, with
 * HelloRetryRequest, resumption, 0-RTT and KeyUpdate, its handshake included; TLS 1.2 with
 * AES-GCM, ChaCha20-Poly1305 and AES-CBC, by master or premaster secret</td></tr>
 * <tr><td>inferred</td><td>requests and responses by the turns of encrypted records (STALLS 5.4),
 * with a confidence below 1; HTTP/2 by ALPN and the size of its preface</td></tr>
 * <tr><td>skipped</td><td>what follows a renegotiation, TLS inside TLS, older versions</td></tr>
 * </table>
 *
 * <p>{@code RecordReader} finds the records of one direction, {@code HandshakeTracker} follows the
 * handshake over both and hands over one set-up, {@code TurnTracker} infers messages from the rest;
 * {@code Decryption} opens records and {@code ConnectionContent} lets the decoder of what is inside
 * speak instead.
 *
 * <p>Ciphers that count (all but AES-CBC) are opened only as far as somebody reads: {@code
 * WantedParts} asks the decoder how many of the next bytes nobody does, which are bodies behind
 * their first 64 kB that have no coding. Of such a record only the type is opened, and the framing
 * between two pieces of a body. That the keys fit is proved by the tags of all other records: the
 * handshake's, the first of each direction and after each KeyUpdate, and every one that holds
 * headers, control frames, or contents that are read. Damage in what nobody reads goes unseen; the
 * numbers of the records follow from the stream, in which a hole ends the reading as before.
 */
@NullMarked
package dev.stallscope.protocol.tls;

import org.jspecify.annotations.NullMarked;
