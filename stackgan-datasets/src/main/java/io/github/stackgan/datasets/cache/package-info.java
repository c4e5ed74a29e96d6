/** Datasets whose images are decoded and resized once and then kept, and parts of datasets or of their images. */
@NullMarked
package io.github.stackgan.datasets.cache;

import org.jspecify.annotations.NullMarked;
