/** Who talks with whom: connections and datagram flows. */
@NullMarked
package dev.stallscope.flow;

import org.jspecify.annotations.NullMarked;
