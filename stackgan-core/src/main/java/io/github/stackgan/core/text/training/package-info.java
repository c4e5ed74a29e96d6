/** How text encoders learn from captioned images. */
@NullMarked
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        defaultAsDefault = true)
package io.github.stackgan.core.text.training;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
