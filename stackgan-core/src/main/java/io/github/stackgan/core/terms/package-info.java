/** What recipes add to the adversarial losses, one class for each term. */
@NullMarked
package io.github.stackgan.core.terms;

import org.jspecify.annotations.NullMarked;
