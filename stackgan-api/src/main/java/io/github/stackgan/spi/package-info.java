/** How an implementation of the library plugs itself in; users of the library need nothing from here. */
@NullMarked
package io.github.stackgan.spi;

import org.jspecify.annotations.NullMarked;
