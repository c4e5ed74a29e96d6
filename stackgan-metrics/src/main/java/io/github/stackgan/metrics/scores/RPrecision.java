package io.github.stackgan.metrics.scores;

/**
 * R-precision with one relevant caption: the part of images that score their own caption above all other candidates
 * (Xu et al., <i>AttnGAN</i>, CVPR 2018, section 4.1).
 *
 * @since 0.1.0
 */
public final class RPrecision {
    private RPrecision() {}

    /**
     * Compares by cosine similarity. Ties count against the image.
     *
     * @param images embeddings of images (N, E), values of any range
     * @param candidates for every image its own caption's embedding, then those of others (N, at least 2, E)
     * @return a part in [0, 1]
     * @throws IllegalArgumentException if there are no images, too few candidates, or the lengths differ
     */
    public static double of(float[][] images, float[][][] candidates) {
        if (images.length == 0 || images.length != candidates.length) {
            throw new IllegalArgumentException("There are " + images.length + " images and candidates for "
                    + candidates.length + ", but both must be the same and at least 1");
        }
        int found = 0;
        for (int i = 0; i < images.length; i++) {
            if (candidates[i].length < 2) {
                throw new IllegalArgumentException("Image " + i + " has " + candidates[i].length
                        + " candidates, but needs its own caption and at least one other");
            }
            found += isFirst(images[i], candidates[i]) ? 1 : 0;
        }
        return (double) found / images.length;
    }

    private static boolean isFirst(float[] image, float[][] candidates) {
        double own = cosine(image, candidates[0]);
        for (int j = 1; j < candidates.length; j++) {
            if (!(cosine(image, candidates[j]) < own)) {
                return false;
            }
        }
        return true;
    }

    private static double cosine(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "An embedding has " + b.length + " numbers, but the image's has " + a.length);
        }
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
            first += (double) a[i] * a[i];
            second += (double) b[i] * b[i];
        }
        return product / Math.sqrt(first * second);
    }
}
