/**
 * The paper's human evaluation (section 4.2): several methods' images for the same sentences, ranked by people who do
 * not know which method made which.
 *
 * <p>{@link io.github.stackgan.metrics.study.HumanStudy} writes the page and its key, {@link
 * io.github.stackgan.metrics.study.StudyAnswers} reads what raters send back, and
 * {@link io.github.stackgan.metrics.study.HumanRank} sums up.
 */
@NullMarked
package io.github.stackgan.metrics.study;

import org.jspecify.annotations.NullMarked;
