/** What the networks compute with: plain DJL operations, or the engine's own operators through TorchScript. */
@NullMarked
package io.github.stackgan.core.kernels;

import org.jspecify.annotations.NullMarked;
