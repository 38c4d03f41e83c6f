/**
 * What can go wrong in a transport over datagrams: QUIC. Each rule is one file; waits come from the
 * accounts of exchanges, as for every other layer.
 */
@NullMarked
package dev.stallscope.diagnosis.quic;

import org.jspecify.annotations.NullMarked;
