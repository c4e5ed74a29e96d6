/** Text encoders: char-CNN-RNN, and embeddings that were computed before. */
@NullMarked
package io.github.stackgan.core.text;

import org.jspecify.annotations.NullMarked;
