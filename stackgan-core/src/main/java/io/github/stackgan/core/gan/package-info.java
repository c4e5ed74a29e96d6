/** The networks of the paper, one class each: stages, discriminators, Conditioning Augmentation. */
@NullMarked
package io.github.stackgan.core.gan;

import org.jspecify.annotations.NullMarked;
