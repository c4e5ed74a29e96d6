/** Arithmetic on images that training and metrics must agree on to the last grey level. */
@NullMarked
package io.github.stackgan.imaging;

import org.jspecify.annotations.NullMarked;
