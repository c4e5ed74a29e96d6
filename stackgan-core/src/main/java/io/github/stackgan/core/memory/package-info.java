/** How the process keeps the engine's memory. */
@NullMarked
package io.github.stackgan.core.memory;

import org.jspecify.annotations.NullMarked;
