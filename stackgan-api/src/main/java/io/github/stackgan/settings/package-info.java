/**
 * What a stack, its training and its files are set to: immutable values with presets and withers, saved as JSON inside
 * every checkpoint and model.
 */
@NullMarked
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        defaultAsDefault = true,
        forceJacksonPropertyNames = false)
package io.github.stackgan.settings;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
