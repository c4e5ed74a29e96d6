/** Datasets whose images are decoded and resized once and then kept, and parts of datasets for several machines. */
@NullMarked
package io.github.stackgan.datasets.cache;

import org.jspecify.annotations.NullMarked;
