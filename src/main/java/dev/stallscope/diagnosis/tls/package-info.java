/** Troubles of TLS handshakes, one file for each. */
@NullMarked
package dev.stallscope.diagnosis.tls;

import org.jspecify.annotations.NullMarked;
