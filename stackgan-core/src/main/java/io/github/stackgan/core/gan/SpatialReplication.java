package io.github.stackgan.core.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Repeats a vector in every cell of a feature map (paper section 3.3). */
final class SpatialReplication {
    private SpatialReplication() {}

    /** A vector (N, C) as (N, C, H, W), for a feature map (N, ?, H, W). */
    static NDArray of(NDArray vector, Shape featureMap) {
        long n = vector.getShape().get(0);
        long channels = vector.getShape().get(1);
        return vector.reshape(n, channels, 1, 1).broadcast(n, channels, featureMap.get(2), featureMap.get(3));
    }
}
