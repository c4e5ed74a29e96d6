/** Weight files: safetensors, and the state dicts of PyTorch, read without running anything that is in them. */
@NullMarked
package io.github.stackgan.core.weights.formats;

import org.jspecify.annotations.NullMarked;
