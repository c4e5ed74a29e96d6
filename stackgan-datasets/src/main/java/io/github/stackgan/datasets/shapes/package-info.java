/** Coloured shapes with captions: an example of a small dataset of one's own. */
@NullMarked
package io.github.stackgan.datasets.shapes;

import org.jspecify.annotations.NullMarked;
