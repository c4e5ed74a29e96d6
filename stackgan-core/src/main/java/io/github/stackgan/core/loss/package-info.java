/**
 * The losses of the paper: matching-aware adversarial losses on logits, and the divergence of Conditioning
 * Augmentation.
 */
@NullMarked
package io.github.stackgan.core.loss;

import org.jspecify.annotations.NullMarked;
