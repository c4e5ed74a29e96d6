/**
 * What users of StackGAN for Java type: the façade {@link io.github.stackgan.StackGan}, its immutable settings, and
 * what goes in and comes out.
 */
@NullMarked
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        overshadowImplementation = true,
        defaultAsDefault = true,
        forceJacksonPropertyNames = false)
package io.github.stackgan;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
