/** Images of synthetic birds: shapes, feathers, places and light. */
@NullMarked
package io.github.stackgan.datasets.birds.painting;

import org.jspecify.annotations.NullMarked;
