/** Text encoders: char-CNN-RNN and its training, and embeddings that were computed before. */
@NullMarked
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        defaultAsDefault = true)
package io.github.stackgan.core.text;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
