/** Experimental: a StackGAN where Spring AI expects an image model. */
@NullMarked
package io.github.stackgan.spring;

import org.jspecify.annotations.NullMarked;
