package io.github.stackgan.imaging;

/** How much a pixel weighs at a distance. */
enum Kernel {
    /** A triangle, of radius 1. */
    BILINEAR(1) {
        @Override
        double at(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },
    /** Keys' cubic convolution with a = -0.5 (IEEE Trans. ASSP 29, 1981, equation 4), of radius 2. */
    BICUBIC(2) {
        @Override
        double at(double distance) {
            double d = Math.abs(distance);
            if (d < 1) {
                return ((A + 2) * d - (A + 3)) * d * d + 1;
            }
            return d < 2 ? (((d - 5) * d + 8) * d - 4) * A : 0;
        }
    };

    private static final double A = -0.5;

    private final double radius;

    Kernel(double radius) {
        this.radius = radius;
    }

    double radius() {
        return radius;
    }

    abstract double at(double distance);
}
