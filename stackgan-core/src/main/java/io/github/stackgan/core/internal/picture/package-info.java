/** Pictures between Java2D, host arrays and files. */
@NullMarked
package io.github.stackgan.core.internal.picture;

import org.jspecify.annotations.NullMarked;
