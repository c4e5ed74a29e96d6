/** Embeddings of captions: kept, computed before, and typical ones. */
@NullMarked
package io.github.stackgan.core.embeddings;

import org.jspecify.annotations.NullMarked;
