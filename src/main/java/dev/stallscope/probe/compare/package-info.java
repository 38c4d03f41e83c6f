/**
 * What several runs have in common and in what they differ: medians and spread by version of HTTP
 * and by how cold a run began.
 *
 * <p>{@link dev.stallscope.probe.compare.CaptureVersions} finds such runs among the exchanges of a
 * capture, whoever made them. A page is compared by its {@link
 * dev.stallscope.probe.compare.PageLoad}s.
 *
 * <p>{@link dev.stallscope.probe.compare.Comparison} groups runs and says of each pair of versions
 * whether their difference is larger than the noise: medians differ always. A rank test tells,
 * since times have long tails and no test that wants a bell curve fits them. {@link
 * dev.stallscope.probe.compare.PathModel} says what each would take over another path.
 */
@NullMarked
package dev.stallscope.probe.compare;

import org.jspecify.annotations.NullMarked;
