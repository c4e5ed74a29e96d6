/**
 * What the readers of weights and of datasets share: the pickle machine, archives of bounded size, files told by their
 * content. Not public API: it is for the modules of this project alone, and changes without notice.
 */
@NullMarked
package io.github.stackgan.formats;

import org.jspecify.annotations.NullMarked;
