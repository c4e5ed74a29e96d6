/** A whole model: its networks, its file, and the façade's implementation. */
@NullMarked
package io.github.stackgan.core.model;

import org.jspecify.annotations.NullMarked;
