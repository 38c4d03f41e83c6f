/**
 * What passed before a connection could be used: lookups with their answers, retries and waste, TLS
 * handshakes flight by flight, and how long each server takes.
 *
 * <p>{@link dev.stallscope.ui.resolution.Resolution} is all of it for one capture, made away from
 * the FX thread; a {@link dev.stallscope.ui.resolution.Step} is one lookup or handshake.
 */
@NullMarked
package dev.stallscope.ui.resolution;

import org.jspecify.annotations.NullMarked;
