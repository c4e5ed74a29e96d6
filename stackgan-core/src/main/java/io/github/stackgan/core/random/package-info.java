/** Random numbers that depend on nothing but a seed and a purpose. */
@NullMarked
package io.github.stackgan.core.random;

import org.jspecify.annotations.NullMarked;
