/**
 * What the packets of a probe say of each phase that it measured.
 *
 * <p>A probe that records its packets is seen twice: by itself, and by the analysis of what it
 * recorded. {@link dev.stallscope.probe.proof.ProbeProof} finds each request of the probe among the
 * exchanges of the capture, by its connection and by when it was sent, and lays the times of both
 * beside each other with the packets that stand for them.
 */
@NullMarked
package dev.stallscope.probe.proof;

import org.jspecify.annotations.NullMarked;
