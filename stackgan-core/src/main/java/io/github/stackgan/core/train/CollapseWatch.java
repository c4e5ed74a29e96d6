package io.github.stackgan.core.train;

import io.github.stackgan.Losses;
import io.github.stackgan.TrainingListener.Sample;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * Looks for signs that adversarial training has collapsed, and warns once until they are gone.
 */
final class CollapseWatch {
    private static final float NEAR_ZERO = 0.02f;
    private static final int PATIENCE = 500;
    private static final double GREY_LEVELS = 2;

    private int lowInARow;
    private boolean samplesAlike;

    /**
     * Looks at the losses of an iteration.
     *
     * @param losses the losses
     * @return a warning, if the discriminator has had next to no loss for 500 iterations
     */
    Optional<String> losses(Losses losses) {
        boolean low = losses.has("discriminator") && losses.get("discriminator") < NEAR_ZERO;
        lowInARow = low ? lowInARow + 1 : 0;
        return lowInARow == PATIENCE
                ? Optional.of("The discriminator's loss has been below " + NEAR_ZERO + " for " + PATIENCE
                        + " iterations: it has won, and the generator learns little. Try a smaller learningRate, fewer"
                        + " discriminatorChannels, or more data.")
                : Optional.empty();
    }

    /**
     * Looks at samples of different captions. All are alike before anything is learned, so the first iterations do not
     * count.
     *
     * @param iteration iterations done
     * @param samples at least one
     * @return a warning, if the newest stage generates nearly the same image for all of them
     */
    Optional<String> samples(long iteration, List<Sample> samples) {
        boolean before = samplesAlike;
        samplesAlike = iteration >= PATIENCE && samples.size() > 1 && largestDifference(samples) < GREY_LEVELS;
        return samplesAlike && !before
                ? Optional.of("All " + samples.size() + " samples look alike: no two differ by " + GREY_LEVELS
                        + " grey levels of 255 on average. The generator has collapsed to one image. Go back to"
                        + " an earlier"
                        + " checkpoint with a smaller learningRate, or start again with another seed.")
                : Optional.empty();
    }

    private static double largestDifference(List<Sample> samples) {
        double largest = 0;
        for (int i = 1; i < samples.size(); i++) {
            for (int j = 0; j < i; j++) {
                largest = Math.max(largest, difference(last(samples.get(i)), last(samples.get(j))));
            }
        }
        return largest;
    }

    private static BufferedImage last(Sample sample) {
        return sample.stages().get(sample.stages().size() - 1);
    }

    private static double difference(BufferedImage a, BufferedImage b) {
        int[] first = a.getRGB(0, 0, a.getWidth(), a.getHeight(), null, 0, a.getWidth());
        int[] second = b.getRGB(0, 0, b.getWidth(), b.getHeight(), null, 0, b.getWidth());
        long sum = 0;
        for (int i = 0; i < first.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                sum += Math.abs((first[i] >> shift & 255) - (second[i] >> shift & 255));
            }
        }
        return sum / (3.0 * first.length);
    }
}
