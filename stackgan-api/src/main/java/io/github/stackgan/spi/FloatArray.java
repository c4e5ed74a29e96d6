package io.github.stackgan.spi;

/** Numbers that are in single precision already. */
final class FloatArray implements HostArray {
    private final float[] values;
    private final long[] shape;

    FloatArray(float[] values, long[] shape) {
        this.values = values;
        this.shape = shape;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public float[] toFloats() {
        return values.clone();
    }
}
