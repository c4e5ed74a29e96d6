package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.types.Shape;

/** A matrix that an operation multiplies by, the same every time; equal ones have equal values. */
sealed interface FixedMatrix permits Winograd, Selection, DifferenceSteps, DifferenceSums {
    /** Rows and columns. */
    Shape shape();

    /** The values, row by row. */
    float[] matrix();
}
