/** DJL's PyTorch engine: how it starts, what memory it keeps, and methods of its own that DJL does not offer. */
@NullMarked
package io.github.stackgan.core.engine;

import org.jspecify.annotations.NullMarked;
