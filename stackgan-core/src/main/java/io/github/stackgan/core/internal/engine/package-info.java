/** The one door to the engine. */
@NullMarked
package io.github.stackgan.core.internal.engine;

import org.jspecify.annotations.NullMarked;
