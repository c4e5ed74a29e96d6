/** Networks that images are scored by, and how they are trained. */
@NullMarked
package io.github.stackgan.metrics.features;

import org.jspecify.annotations.NullMarked;
