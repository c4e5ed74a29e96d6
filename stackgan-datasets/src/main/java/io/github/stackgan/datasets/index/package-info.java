/**
 * The text files that datasets come with, line by line and entry by entry, and what is wrong with them. Not public API:
 * it is for this module alone, and changes without notice.
 */
@NullMarked
package io.github.stackgan.datasets.index;

import org.jspecify.annotations.NullMarked;
