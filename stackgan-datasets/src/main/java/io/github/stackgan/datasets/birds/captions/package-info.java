/** Captions of synthetic birds, as people write them: built from forms, words and noise. */
@NullMarked
package io.github.stackgan.datasets.birds.captions;

import org.jspecify.annotations.NullMarked;
