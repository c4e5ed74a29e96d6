/** The pretrained model birds, for {@link io.github.stackgan.StackGan#pretrained}. */
@NullMarked
package io.github.stackgan.model.birds;

import org.jspecify.annotations.NullMarked;
