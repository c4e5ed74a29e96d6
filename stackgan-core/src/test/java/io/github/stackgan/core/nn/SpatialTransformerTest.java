package io.github.stackgan.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.random.RandomStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Held against bilinear sampling as it is defined, cell by cell in double precision. */
class SpatialTransformerTest {
    private static final int CELLS = 16;
    private static final int CHANNELS = 3;

    /** The map's value at a place in (y, x) order, between the four cells about it; cells outside are 0. */
    private static double bilinear(double[] map, double y, double x) {
        double row = (y + 1) / 2 * (CELLS - 1);
        double column = (x + 1) / 2 * (CELLS - 1);
        double sum = 0;
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                double weight = Math.max(0, 1 - Math.abs(row - i)) * Math.max(0, 1 - Math.abs(column - j));
                sum += weight * map[i * CELLS + j];
            }
        }
        return sum;
    }

    /** y' = m11 y + m12 x + m13, x' = m21 y + m22 x + m23, by the matrix of the two axes. */
    private static double[] sampled(double[] map, AxisGrid rows, AxisGrid columns) {
        double[][] matrix = {{rows.scale(), 0, rows.shift()}, {0, columns.scale(), columns.shift()}};
        double[] result = new double[CELLS * CELLS];
        for (int i = 0; i < CELLS; i++) {
            for (int j = 0; j < CELLS; j++) {
                double y = 2.0 * i / (CELLS - 1) - 1;
                double x = 2.0 * j / (CELLS - 1) - 1;
                result[i * CELLS + j] = bilinear(
                        map,
                        matrix[0][0] * y + matrix[0][1] * x + matrix[0][2],
                        matrix[1][0] * y + matrix[1][1] * x + matrix[1][2]);
            }
        }
        return result;
    }

    private static NDArray matrix(NDManager manager, AxisGrid grid) {
        float[] weights = new float[CELLS * CELLS];
        grid.weights(CELLS, weights, 0);
        return manager.create(weights, new Shape(1, 1, CELLS, CELLS));
    }

    private static SpatialTransformer transformer(NDManager manager, AxisGrid rows, AxisGrid columns) {
        return new SpatialTransformer(matrix(manager, rows), matrix(manager, columns));
    }

    private static double[] channel(float[] all, int channel) {
        double[] map = new double[CELLS * CELLS];
        for (int i = 0; i < map.length; i++) {
            map[i] = all[channel * map.length + i];
        }
        return map;
    }

    @Property(tries = 30)
    void samples_as_bilinear_sampling_is_defined(
            @ForAll @DoubleRange(min = 0, max = 0.7) double left,
            @ForAll @DoubleRange(min = 0, max = 0.7) double top,
            @ForAll @DoubleRange(min = 0.05, max = 0.3) double width,
            @ForAll @DoubleRange(min = 0.05, max = 0.3) double height) {
        AxisGrid rows = AxisGrid.cropping(top, height);
        AxisGrid columns = AxisGrid.cropping(left, width);
        assertSamples(rows, columns);
        assertSamples(rows.inverse(), columns.inverse());
    }

    private static void assertSamples(AxisGrid rows, AxisGrid columns) {
        float[] numbers = RandomStream.of(1, "map", 0).normal(CHANNELS * CELLS * CELLS);
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray map = manager.create(numbers, new Shape(1, CHANNELS, CELLS, CELLS));
            float[] found = transformer(manager, rows, columns).sample(map).toFloatArray();
            for (int c = 0; c < CHANNELS; c++) {
                double[] expected = sampled(channel(numbers, c), rows, columns);
                for (int i = 0; i < expected.length; i++) {
                    assertThat((double) found[c * expected.length + i]).isEqualTo(expected[i], within(1e-5));
                }
            }
        }
    }

    /** The gradient of a sum of weighted results by a cell is the sampled unit map, weighted in the same way. */
    @Test
    void gradients_are_those_of_the_definition() {
        AxisGrid rows = AxisGrid.cropping(0.1, 0.6).inverse();
        AxisGrid columns = AxisGrid.cropping(0.3, 0.45).inverse();
        float[] weights = RandomStream.of(2, "weights", 0).normal(CELLS * CELLS);
        float[] gradient;
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch");
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray map = manager.ones(new Shape(1, 1, CELLS, CELLS));
            map.setRequiresGradient(true);
            NDArray weighted =
                    transformer(manager, rows, columns).sample(map).mul(manager.create(weights, map.getShape()));
            collector.backward(weighted.sum());
            gradient = map.getGradient().toFloatArray();
        }
        for (int cell = 0; cell < gradient.length; cell++) {
            double[] unit = new double[CELLS * CELLS];
            unit[cell] = 1;
            double[] sampled = sampled(unit, rows, columns);
            double expected = 0;
            for (int i = 0; i < sampled.length; i++) {
                expected += weights[i] * sampled[i];
            }
            assertThat((double) gradient[cell]).as("cell %d", cell).isEqualTo(expected, within(1e-5));
        }
    }

    @Test
    void the_whole_image_is_sampled_as_it_is() {
        AxisGrid whole = AxisGrid.cropping(0, 1);
        float[] weights = new float[CELLS * CELLS];
        whole.weights(CELLS, weights, 0);
        for (int i = 0; i < weights.length; i++) {
            assertThat(weights[i]).isEqualTo(i % (CELLS + 1) == 0 ? 1 : 0, within(1e-6f));
        }
    }

    @Property(tries = 50)
    void placing_undoes_cropping(
            @ForAll @DoubleRange(min = 0, max = 0.9) double start,
            @ForAll @DoubleRange(min = 0.05, max = 1) double length,
            @ForAll @DoubleRange(min = -1, max = 1) double coordinate) {
        AxisGrid crop = AxisGrid.cropping(start, length);
        assertThat(crop.inverse().at(crop.at(coordinate))).isEqualTo(coordinate, within(1e-9));
        assertThat(crop.inverse().inverse().at(coordinate)).isEqualTo(crop.at(coordinate), within(1e-9));
    }

    @Test
    void what_is_the_same_everywhere_is_sampled_without_its_map() {
        AxisGrid rows = AxisGrid.cropping(0.2, 0.5).inverse();
        AxisGrid columns = AxisGrid.cropping(0.1, 0.3).inverse();
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            SpatialTransformer transformer = transformer(manager, rows, columns);
            NDArray vector = manager.create(new float[] {1, -2, 3}, new Shape(1, CHANNELS));
            NDArray map = vector.reshape(1, CHANNELS, 1, 1).broadcast(1, CHANNELS, CELLS, CELLS);
            assertThat(transformer.sampleEverywhere(vector).allClose(transformer.sample(map), 1e-5, 1e-6, false))
                    .isTrue();
        }
    }
}
