/** The pretrained model flowers, for {@link io.github.stackgan.StackGan#pretrained}. */
@NullMarked
package io.github.stackgan.model.flowers;

import org.jspecify.annotations.NullMarked;
