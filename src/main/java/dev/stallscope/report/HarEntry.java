package dev.stallscope.report;

import dev.stallscope.exchange.PhaseTimings;
import dev.stallscope.net.Endpoint;
import dev.stallscope.protocol.http.HttpRequest;
import dev.stallscope.protocol.http.HttpResponse;
import dev.stallscope.time.TimeSpan;
import java.util.Optional;

/**
 * What an entry of an HTTP archive is made from; secrets are hidden when it is written.
 *
 * @param connection what tells connections apart, or empty
 * @param comment for a reader, or empty
 */
record HarEntry(
    TimeSpan span,
    PhaseTimings phases,
    Endpoint server,
    HttpRequest request,
    Optional<HttpResponse> response,
    String connection,
    String comment) {}
