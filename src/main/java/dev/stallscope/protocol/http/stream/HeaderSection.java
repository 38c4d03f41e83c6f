package dev.stallscope.protocol.http.stream;

import dev.stallscope.protocol.MessageSpan;

/**
 * A decoded header section: a HEADERS or PUSH_PROMISE frame with its continuations.
 *
 * @param streamId for a promise the stream that it opens
 * @param isPromise whether it is a PUSH_PROMISE
 * @param endsStream whether nothing follows it on the stream
 */
public record HeaderSection(
    long streamId, boolean isPromise, boolean endsStream, HeaderBlock block, MessageSpan span) {}
