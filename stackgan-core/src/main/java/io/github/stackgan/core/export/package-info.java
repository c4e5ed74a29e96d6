/** Models for programs of others: their numbers, and files by the names of the authors' release. */
@NullMarked
package io.github.stackgan.core.export;

import org.jspecify.annotations.NullMarked;
