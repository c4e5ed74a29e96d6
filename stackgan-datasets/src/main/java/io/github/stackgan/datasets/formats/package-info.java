/**
 * Readers of the files that datasets of this field come in: Python's pickles, Torch7's {@code .t7}, MATLAB's {@code
 * .mat}, NumPy's {@code .npz}. They read data and never run anything; a file that holds more than data is refused by
 * the name of what it holds.
 */
@NullMarked
package io.github.stackgan.datasets.formats;

import org.jspecify.annotations.NullMarked;
