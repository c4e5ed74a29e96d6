/** Listeners that show how training goes: a progress bar, loss files, TensorBoard, images. */
@NullMarked
package io.github.stackgan.core.report;

import org.jspecify.annotations.NullMarked;
