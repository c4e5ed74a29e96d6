package io.github.stackgan.metrics.scores;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.engine.PyTorchEngine;
import io.github.stackgan.metrics.internal.numbers.FeatureChecks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The nearest images of a set by the distance of their features: the paper's check that a generator does not just
 * remember its training images (section 4.4).
 *
 * <p>The search is exact. Blocks of distances come from the engine's matrix product in single precision, by which a few
 * more candidates than asked for are kept; those are measured again in double precision. Where rounding could have
 * hidden a nearer one, which is known from the error that a product can have, all images are measured in double
 * precision.
 *
 * @since 0.1.0
 */
public final class NearestNeighbours {
    // Many queries at a time, because every block of them brings the references into blocks again; but of bounded
    // memory.
    private static final int QUERIES = 16384;
    private static final int QUERY_NUMBERS = QUERIES * 1024;
    private static final int REFERENCES = 4096;
    private static final int SPARE = 8;

    private NearestNeighbours() {}

    /**
     * An image found.
     *
     * @param index its row
     * @param distance the Euclidean distance of the features, at least 0
     */
    public record Neighbour(int index, double distance) {}

    /** A candidate by single precision. */
    private record Candidate(int index, float square) {}

    /**
     * Searches.
     *
     * @param queries features of the images that are asked about
     * @param references features of the images to be found, by the same network
     * @param k how many, at least 1 and at most the references
     * @return for every query its k nearest references, nearest first, the lower row first where two are as near
     * @throws IllegalArgumentException if there are too few references, the widths differ, or a feature is not finite
     */
    public static List<List<Neighbour>> search(FeatureMatrix queries, FeatureMatrix references, int k) {
        FeatureMatrix.sameWidth(queries, references);
        FeatureChecks.atLeast("k", k, 1, "");
        FeatureChecks.atLeast("The number of references", references.rows(), k, ", which is k; take a smaller k");
        List<List<Neighbour>> result = new ArrayList<>();
        float[] centre = centre(references);
        try (NDManager manager = PyTorchEngine.start().newBaseManager()) {
            int step = Math.max(1, Math.min(QUERIES, QUERY_NUMBERS / queries.width()));
            for (int from = 0; from < queries.rows(); from += step) {
                int to = Math.min(queries.rows(), from + step);
                try (NDManager scratch = manager.newSubManager()) {
                    Block block = Block.of(scratch, queries, from, to, centre);
                    List<PriorityQueue<Candidate>> found = candidates(block, references, centre, k + SPARE);
                    int first = from;
                    result.addAll(IntStream.range(0, to - from)
                            .parallel()
                            .mapToObj(i -> exact(queries, first + i, references, found.get(i), k, block.lengths()[i]))
                            .toList());
                }
            }
        }
        return result;
    }

    /** Rows less the references' centre, which lets products lose fewer digits, and their squared lengths. */
    private record Block(NDArray rows, NDArray squares, float[] lengths) {
        static Block of(NDManager manager, FeatureMatrix features, int from, int to, float[] centre) {
            int width = features.width();
            float[] values = new float[(to - from) * width];
            float[] lengths = new float[to - from];
            IntStream.range(0, to - from).parallel().forEach(i -> {
                float[] row = features.row(from + i);
                FeatureChecks.check(row, width, from + i);
                double square = 0;
                for (int j = 0; j < width; j++) {
                    float value = row[j] - centre[j];
                    values[i * width + j] = value;
                    square += (double) value * value;
                }
                lengths[i] = (float) square;
            });
            return new Block(manager.create(values, new Shape(to - from, width)), manager.create(lengths), lengths);
        }
    }

    private static float[] centre(FeatureMatrix references) {
        double[] sum = new double[references.width()];
        for (int i = 0; i < references.rows(); i++) {
            float[] row = references.row(i);
            for (int j = 0; j < sum.length; j++) {
                sum[j] += row[j];
            }
        }
        float[] centre = new float[sum.length];
        for (int j = 0; j < sum.length; j++) {
            centre[j] = (float) (sum[j] / references.rows());
        }
        return centre;
    }

    private static List<PriorityQueue<Candidate>> candidates(
            Block block, FeatureMatrix references, float[] centre, int keep) {
        Comparator<Candidate> farthestFirst =
                Comparator.comparingDouble(Candidate::square).reversed();
        List<PriorityQueue<Candidate>> found = new ArrayList<>();
        for (int i = 0; i < block.lengths().length; i++) {
            found.add(new PriorityQueue<>(keep + 1, farthestFirst));
        }
        for (int from = 0; from < references.rows(); from += REFERENCES) {
            int to = Math.min(references.rows(), from + REFERENCES);
            try (NDManager scratch = block.rows().getManager().newSubManager()) {
                Block others = Block.of(scratch, references, from, to, centre);
                NDArray transposed = others.rows().transpose();
                // The query's own length moves all its distances alike, so the order does not need it.
                NDArray products = block.rows().matMul(transposed);
                products.attach(scratch);
                NDArray half = others.squares().mul(0.5f);
                products.subi(half);
                int take = Math.min(keep, to - from);
                NDList best = products.topK(take, 1, true, false);
                float[] values = best.get(0).toFloatArray();
                long[] places = best.get(1).toLongArray();
                for (int i = 0; i < found.size(); i++) {
                    for (int j = 0; j < take; j++) {
                        float square = block.lengths()[i] - 2 * values[i * take + j];
                        offer(found.get(i), new Candidate(from + (int) places[i * take + j], square), keep);
                    }
                }
            }
        }
        return found;
    }

    private static void offer(PriorityQueue<Candidate> kept, Candidate candidate, int keep) {
        kept.add(candidate);
        if (kept.size() > keep) {
            kept.poll();
        }
    }

    private static List<Neighbour> exact(
            FeatureMatrix queries,
            int query,
            FeatureMatrix references,
            PriorityQueue<Candidate> candidates,
            int k,
            float length) {
        float[] row = queries.row(query);
        List<Candidate> ascending = new ArrayList<>(candidates);
        ascending.sort(Comparator.comparingDouble(Candidate::square));
        List<Neighbour> measured = new ArrayList<>();
        for (Candidate candidate : ascending) {
            if (measured.size() >= k && isBeyond(candidate, kth(measured, k), length, row.length)) {
                break;
            }
            measured.add(new Neighbour(candidate.index(), distance(row, references.row(candidate.index()))));
        }
        // Whoever was left out is no nearer than the farthest kept, but for the rounding of both.
        Candidate farthest = ascending.get(ascending.size() - 1);
        boolean all = candidates.size() == references.rows();
        return all || isBeyond(farthest, kth(measured, k), length, row.length)
                ? nearest(measured, k)
                : slowly(row, references, k);
    }

    /** Whether a candidate is farther than a distance however its square was rounded. */
    private static boolean isBeyond(Candidate candidate, double distance, float length, int width) {
        // |b| is at most |a| + the distance between them.
        double reach = Math.sqrt(length) + Math.sqrt(Math.max(0, candidate.square()));
        double error = 4 * Math.sqrt(width) * Math.ulp(1f) * (length + reach * reach);
        return distance * distance < candidate.square() - error;
    }

    private static double kth(List<Neighbour> measured, int k) {
        return nearest(measured, k).get(k - 1).distance();
    }

    private static List<Neighbour> slowly(float[] row, FeatureMatrix references, int k) {
        List<Neighbour> all = new ArrayList<>();
        for (int i = 0; i < references.rows(); i++) {
            all.add(new Neighbour(i, distance(row, references.row(i))));
        }
        return nearest(all, k);
    }

    private static List<Neighbour> nearest(List<Neighbour> all, int k) {
        all.sort(Comparator.comparingDouble(Neighbour::distance).thenComparingInt(Neighbour::index));
        return List.copyOf(all.subList(0, k));
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) a[i] - b[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
