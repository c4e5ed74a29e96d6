/** Networks that images are judged by, and how they are trained. */
@NullMarked
package io.github.stackgan.metrics.features;

import org.jspecify.annotations.NullMarked;
