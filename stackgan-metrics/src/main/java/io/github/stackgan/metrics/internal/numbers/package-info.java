/** What the scores compute with; not for other modules. */
@NullMarked
package io.github.stackgan.metrics.internal.numbers;

import org.jspecify.annotations.NullMarked;
