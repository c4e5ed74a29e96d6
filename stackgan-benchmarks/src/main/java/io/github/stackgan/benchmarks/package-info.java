/** How fast this library is, beside the textbook version on the same engine. */
@NullMarked
package io.github.stackgan.benchmarks;

import org.jspecify.annotations.NullMarked;
