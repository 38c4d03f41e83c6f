/** Headers read in place, from the link layer to the transport, and what is wrong in them. */
@NullMarked
package dev.stallscope.packet;

import org.jspecify.annotations.NullMarked;
