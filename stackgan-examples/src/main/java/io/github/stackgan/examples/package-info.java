/** One runnable class per task; start with {@link io.github.stackgan.examples.Main}. */
@NullMarked
package io.github.stackgan.examples;

import org.jspecify.annotations.NullMarked;
