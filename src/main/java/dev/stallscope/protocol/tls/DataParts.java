package dev.stallscope.protocol.tls;

import dev.stallscope.tls.RecordParts;

/**
 * A record that holds data of the application and can be read in parts.
 *
 * @param length bytes of data
 */
record DataParts(RecordParts parts, int length) {}
