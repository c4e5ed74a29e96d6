/** Captioned pictures to learn from: the drawn birds, and folders of your own. */
@NullMarked
package io.github.stackgan.datasets;

import org.jspecify.annotations.NullMarked;
