/** Experimental: a small GAN that completes an image's key points for a text (Reed et al., NIPS 2016, section 4.3). */
@NullMarked
package io.github.stackgan.core.keypoints;

import org.jspecify.annotations.NullMarked;
