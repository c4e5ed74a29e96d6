/** Experimental: a StackGAN where DJL and DJL Serving expect a model. */
@NullMarked
package io.github.stackgan.djl;

import org.jspecify.annotations.NullMarked;
