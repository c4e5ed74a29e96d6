/**
 * Image files as the datasets see them: {@link io.github.stackgan.datasets.decode.ImageDecoder} is the way in. Not
 * public API: it is for the modules of this project alone, and changes without notice.
 */
@NullMarked
package io.github.stackgan.datasets.decode;

import org.jspecify.annotations.NullMarked;
