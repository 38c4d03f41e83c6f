/**
 * What several runs have in common and in what they differ: medians and spread by version of HTTP
 * and by how cold a run began.
 */
@NullMarked
package dev.stallscope.probe.compare;

import org.jspecify.annotations.NullMarked;
