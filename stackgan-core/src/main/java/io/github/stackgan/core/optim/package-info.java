/** What training does with a loss: its gradients, and Adam's steps. */
@NullMarked
package io.github.stackgan.core.optim;

import org.jspecify.annotations.NullMarked;
