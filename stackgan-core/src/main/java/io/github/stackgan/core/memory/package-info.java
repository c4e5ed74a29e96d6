/** How the engine starts, and how the process keeps its memory. */
@NullMarked
package io.github.stackgan.core.memory;

import org.jspecify.annotations.NullMarked;
