/** The decoder contract: bytes of a stream or a datagram in, messages out. */
@NullMarked
package dev.stallscope.protocol;

import org.jspecify.annotations.NullMarked;
