/** Unsigned reads from byte arrays, in network and in little-endian order. */
@NullMarked
package dev.stallscope.bytes;

import org.jspecify.annotations.NullMarked;
