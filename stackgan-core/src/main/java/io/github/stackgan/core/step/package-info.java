/** One update of a discriminator and a generator, and the terms of their losses; knows neither files nor epochs. */
@NullMarked
package io.github.stackgan.core.step;

import org.jspecify.annotations.NullMarked;
