/** The synthetic birds: images and captions that are made by rules, with the attributes that both show. */
@NullMarked
package io.github.stackgan.datasets.birds;

import org.jspecify.annotations.NullMarked;
