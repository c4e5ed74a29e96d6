package io.github.stackgan.spark;

import io.github.stackgan.StackGanException;
import io.github.stackgan.datasets.decode.ImageDecoder;
import io.github.stackgan.metrics.features.ImageFeatures;
import io.github.stackgan.metrics.scores.Estimate;
import io.github.stackgan.metrics.scores.FeatureMatrix;
import io.github.stackgan.metrics.scores.FeatureStatistics;
import io.github.stackgan.metrics.scores.InceptionScore;
import io.github.stackgan.metrics.scores.KernelDistance;
import java.awt.image.BufferedImage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** What a network makes of the images of rows, kept where the rows are, each with its number. */
final class FeatureRows {
    private static final String IMAGE = "png";

    private final JavaRDD<Read> read;
    private final JavaPairRDD<Read, Long> numbered;
    private final int count;
    private final long leftOut;
    private final Map<String, Object> network;

    /** Of one image; nothing of a row without. */
    private static final class Read implements Serializable {
        private static final long serialVersionUID = 1;

        final float[] features;
        final float[] logits;

        Read(float[] features, float[] logits) {
            this.features = features;
            this.logits = logits;
        }

        boolean hasImage() {
            return features.length > 0;
        }
    }

    private FeatureRows(JavaRDD<Read> read, Map<String, Object> network) {
        this.read = read;
        this.network = network;
        JavaRDD<Read> images = read.filter(Read::hasImage);
        count = Math.toIntExact(images.count());
        leftOut = read.count() - count;
        if (count == 0) {
            throw new StackGanException("None of " + leftOut + " rows has an image; look at their errors");
        }
        numbered = images.zipWithIndex();
    }

    static FeatureRows of(Dataset<Row> rows, PerExecutor<? extends ImageFeatures> network) {
        RowWork.column(rows, IMAGE, DataTypes.BinaryType);
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
        OpenResources.closeWith(context.sc());
        Map<String, Object> about = context.parallelize(List.of(0), 1)
                .map(any -> about(network.get()))
                .first();
        JavaRDD<Read> read =
                rows.select(IMAGE).javaRDD().map(row -> read(row, network)).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return new FeatureRows(read, about);
        } catch (Throwable e) {
            // Spark throws its checked SparkException undeclared.
            read.unpersist();
            throw e;
        }
    }

    private static Map<String, Object> about(ImageFeatures network) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("featureNetwork", network.name());
        about.put("featureWeights", network.fingerprint());
        about.put("resizing", network.resizing());
        about.put("features", network.width());
        about.put("classes", network.classCount());
        return about;
    }

    /** Alone, as one machine reads them, so that no image's bits depend on its neighbours. */
    private static Read read(Row row, PerExecutor<? extends ImageFeatures> network) {
        if (row.isNullAt(0)) {
            return new Read(new float[0], new float[0]);
        }
        byte[] bytes = row.getAs(0);
        BufferedImage image = ImageDecoder.read("A row", "\"" + IMAGE + "\", " + bytes.length + " bytes,", bytes);
        ImageFeatures.Batch batch = network.get().extract(List.of(image));
        return new Read(batch.features()[0], batch.logits()[0]);
    }

    /** How many images there are. */
    int count() {
        return count;
    }

    /** What the network is, for reports. */
    Map<String, Object> network() {
        return network;
    }

    int classes() {
        return (int) Objects.requireNonNull(network.get("classes"));
    }

    private int width() {
        return (int) Objects.requireNonNull(network.get("features"));
    }

    /** A note of the rows that have no image, if any. */
    Optional<String> note(String which) {
        return Optional.of(leftOut + " rows of the " + which + " images have no image and were left out")
                .filter(note -> leftOut > 0);
    }

    FeatureStatistics statistics() {
        int width = width();
        return reduced(() -> FeatureStatistics.ofWidth(width), (sum, image) -> sum.add(image._1().features), (a, b) -> {
            a.merge(b);
            return a;
        });
    }

    Estimate inceptionScore(int splits, long seed) {
        int images = count;
        int classes = classes();
        return reduced(
                        () -> InceptionScore.shuffled(images, classes, splits, seed),
                        (sum, image) -> sum.addLogitsOf(image._2().intValue(), image._1().logits),
                        (a, b) -> {
                            a.merge(b);
                            return a;
                        })
                .score();
    }

    /** Makes an empty sum. */
    private interface Start<T> extends Serializable {
        T sum();
    }

    /** Adds an image to a sum. */
    private interface Addition<T> extends Serializable {
        void add(T sum, Tuple2<Read, Long> image);
    }

    /** One sum for each core, however many partitions: a covariance has as many numbers as features squared. */
    private <T> T reduced(Start<T> start, Addition<T> addition, Function2<T, T, T> merge) {
        int cores = JavaSparkContext.fromSparkContext(read.context()).defaultParallelism();
        JavaPairRDD<Read, Long> parts = numbered.coalesce(Math.min(cores, numbered.getNumPartitions()));
        Function2<Integer, Iterator<Tuple2<Read, Long>>, Iterator<Tuple2<Integer, T>>> summed = (place, images) -> {
            T sum = start.sum();
            images.forEachRemaining(image -> addition.add(sum, image));
            return List.of(new Tuple2<>(place, sum)).iterator();
        };
        JavaRDD<Tuple2<Integer, T>> sums =
                JavaRDD.fromRDD(parts.rdd(), parts.classTag()).mapPartitionsWithIndex(summed, true);
        return PairwiseReduction.reduce(JavaPairRDD.fromJavaRDD(sums), parts.getNumPartitions(), merge)
                .orElseThrow();
    }

    /** An image's place in a subset of the kernel distance. */
    private static final class Chosen implements Serializable {
        private static final long serialVersionUID = 1;

        final int subset;
        final int place;

        Chosen(int subset, int place) {
            this.subset = subset;
            this.place = place;
        }
    }

    /** Each subset's features come together in one task, which compares them as one machine does. */
    Estimate kernelDistance(FeatureRows other, int size, long seed) {
        List<KernelDistance.Subset> subsets =
                KernelDistance.subsets(count, other.count, KernelDistance.SUBSETS, size, seed);
        JavaPairRDD<Integer, Tuple2<Integer, float[]>> own =
                chosen(subsets.stream().map(s -> s.first()).toList(), 0);
        JavaPairRDD<Integer, Tuple2<Integer, float[]>> others =
                other.chosen(subsets.stream().map(s -> s.second()).toList(), size);
        Map<Integer, Double> values = new TreeMap<>(own.union(others)
                .groupByKey()
                .mapValues(rows -> distance(rows, size))
                .collectAsMap());
        return Estimate.of(values.values().stream().mapToDouble(v -> v).toArray());
    }

    /** By subset, the features of its images and their places, which begin at a number. */
    private JavaPairRDD<Integer, Tuple2<Integer, float[]>> chosen(List<int[]> subsets, int first) {
        Map<Long, List<Chosen>> places = new HashMap<>();
        for (int s = 0; s < subsets.size(); s++) {
            int[] images = subsets.get(s);
            for (int i = 0; i < images.length; i++) {
                places.computeIfAbsent((long) images[i], any -> new ArrayList<>())
                        .add(new Chosen(s, first + i));
            }
        }
        Broadcast<Map<Long, List<Chosen>>> sent =
                JavaSparkContext.fromSparkContext(read.context()).broadcast(places);
        return numbered.flatMapToPair(image -> sent.value().getOrDefault(image._2(), List.of()).stream()
                .map(c -> new Tuple2<>(c.subset, new Tuple2<>(c.place, image._1().features)))
                .iterator());
    }

    private static double distance(Iterable<Tuple2<Integer, float[]>> rows, int size) {
        float[][] ordered = new float[2 * size][];
        rows.forEach(row -> ordered[row._1()] = row._2());
        return KernelDistance.between(
                FeatureMatrix.of(Arrays.copyOf(ordered, size)),
                FeatureMatrix.of(Arrays.copyOfRange(ordered, size, 2 * size)));
    }

    /** Frees what executors keep. */
    void forget() {
        read.unpersist();
    }
}
