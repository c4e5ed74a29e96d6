/** Experimental: text encoders on pretrained language models. */
@NullMarked
package io.github.stackgan.sentences;

import org.jspecify.annotations.NullMarked;
