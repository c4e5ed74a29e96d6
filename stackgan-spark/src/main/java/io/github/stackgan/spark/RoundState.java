package io.github.stackgan.spark;

import io.github.stackgan.TrainingException;
import io.github.stackgan.core.train.RunPosition;
import io.github.stackgan.core.weights.Weight;
import io.github.stackgan.core.weights.WeightType;
import io.github.stackgan.core.weights.formats.SafetensorsFile;
import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where workers are after a round: the sum of what their checkpoints hold, and of their losses. */
final class RoundState implements Serializable {
    private static final long serialVersionUID = 1;

    /** No stack has more. */
    private static final int MOST_STAGES = 100;

    private final LinkedHashMap<String, String> metadata;
    private final LinkedHashMap<String, Sum> sums = new LinkedHashMap<>();
    private final RoundReport report;

    /** Of one array, over those workers that sent it. */
    private static final class Sum implements Serializable {
        private static final long serialVersionUID = 1;

        private final long[] shape;
        private final float[] numbers;
        private final long[] whole;
        private int workers = 1;

        Sum(String name, Weight weight) {
            shape = weight.shape();
            boolean isWhole = weight.type() == WeightType.I64;
            if (!isWhole && weight.type() != WeightType.F32) {
                throw new TrainingException(name + " of a checkpoint has the type " + weight.type()
                        + ", but training has F32 and I64 alone; go on from another checkpoint");
            }
            numbers = isWhole ? new float[0] : weight.toFloats();
            whole = isWhole ? weight.toLongs() : new long[0];
        }

        void add(String name, Sum other) {
            if (!Arrays.equals(shape, other.shape) || !Arrays.equals(whole, other.whole)) {
                throw new TrainingException("Workers disagree on " + name + " after a round; they must run one"
                        + " version of stackgan-core with one setting");
            }
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += other.numbers[i];
            }
            workers += other.workers;
        }

        Weight mean() {
            if (whole.length > 0) {
                return Weight.ofLongs(whole, shape);
            }
            float[] mean = new float[numbers.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = numbers[i] / workers;
            }
            return Weight.ofFloats(mean, shape);
        }
    }

    /**
     * One worker's.
     *
     * @param checkpoint what it holds
     * @param sent what is averaged of it
     */
    RoundState(SafetensorsFile checkpoint, Map<String, Weight> sent, RoundReport report) {
        metadata = new LinkedHashMap<>(checkpoint.metadata());
        sent.forEach((name, weight) -> sums.put(name, new Sum(name, weight)));
        this.report = report;
    }

    /** Adds a worker's of a higher rank, or the sum of several. */
    RoundState plus(RoundState other) {
        if (!position().equals(other.position())) {
            throw new TrainingException("Workers are at different iterations after a round: " + metadata + " and "
                    + other.metadata + "; they must run one version of stackgan-core with one setting");
        }
        other.sums.forEach((name, sum) -> {
            Sum own = sums.get(name);
            if (own == null) {
                sums.put(name, sum);
            } else {
                own.add(name, sum);
            }
        });
        report.add(other.report);
        return this;
    }

    /** As a checkpoint has it. */
    Map<String, Weight> mean() {
        Map<String, Weight> mean = new LinkedHashMap<>();
        sums.forEach((name, sum) -> mean.put(name, sum.mean()));
        return mean;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    RoundReport report() {
        return report;
    }

    /** Where in the run it is. */
    RunPosition position() {
        return RunPosition.read(metadata, MOST_STAGES).orElseThrow();
    }
}
