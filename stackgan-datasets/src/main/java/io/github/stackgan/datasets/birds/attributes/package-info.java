/** What a synthetic bird looks like, in numbers and colours. */
@NullMarked
package io.github.stackgan.datasets.birds.attributes;

import org.jspecify.annotations.NullMarked;
