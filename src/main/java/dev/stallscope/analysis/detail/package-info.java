/**
 * What a window shows of an open capture beyond its analysis: which packets belong to what, their
 * layers and fields, one connection's graph, stream contents. Everything is computed from the
 * capture's files when it is asked for and kept by whoever asked, so that an open capture takes
 * memory for its packet index only. None of it belongs on the thread that draws.
 */
@NullMarked
package dev.stallscope.analysis.detail;

import org.jspecify.annotations.NullMarked;
