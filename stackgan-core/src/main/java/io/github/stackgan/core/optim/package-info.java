/** Adam, and gradients by the weights of networks. */
@NullMarked
package io.github.stackgan.core.optim;

import org.jspecify.annotations.NullMarked;
