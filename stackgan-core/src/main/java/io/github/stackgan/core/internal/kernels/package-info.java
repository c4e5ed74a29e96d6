/** What the networks compute with: plain DJL operations, or the engine's own operators through a TorchScript archive. */
@NullMarked
package io.github.stackgan.core.internal.kernels;

import org.jspecify.annotations.NullMarked;
