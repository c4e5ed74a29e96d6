/** Short programs, each of which shows one task of the API. */
@NullMarked
package io.github.stackgan.examples;

import org.jspecify.annotations.NullMarked;
