package io.github.stackgan.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.random.RandomStream;
import org.junit.jupiter.api.Test;

class WhiteningTest {
    private static final int SIZE = 32;
    private static final int COUNT = 2000;

    /** Variances from 1 to a three-hundredth, in a mixed basis, about a mean far from 0. */
    private static NDArray coloured(NDManager manager) {
        NDArray basis = manager.create(RandomStream.of(1, "basis", 0).normal(SIZE * SIZE), new Shape(SIZE, SIZE))
                .mul(0.1f)
                .add(manager.eye(SIZE).toType(DataType.FLOAT32, false));
        NDArray scale = manager.arange(SIZE)
                .toType(DataType.FLOAT32, false)
                .mul(-3f / SIZE)
                .exp();
        return manager.create(RandomStream.of(1, "rows", 0).normal(COUNT * SIZE), new Shape(COUNT, SIZE))
                .mul(scale)
                .matMul(basis)
                .add(5);
    }

    @Test
    void whitened_rows_have_mean_0_and_covariance_1() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray rows = coloured(manager);
            Whitening whitening = Whitening.of(rows);
            NDArray white = whitening.apply(rows);
            assertThat(white.mean(new int[] {0}).abs().max().getFloat()).isLessThan(1e-3f);
            NDArray one = manager.eye(SIZE).toType(DataType.FLOAT32, false);
            NDArray covariance = white.transpose().matMul(white).div(COUNT - 1);
            // The floor holds back the faintest directions a little.
            assertThat(covariance.sub(one).abs().max().getFloat()).isLessThan(0.2f);
            NDArray raw = rows.sub(whitening.mean());
            assertThat(raw.transpose()
                            .matMul(raw)
                            .div(COUNT - 1)
                            .sub(one)
                            .abs()
                            .max()
                            .getFloat())
                    .isGreaterThan(0.8f);
        }
    }

    @Test
    void only_mean_and_root_stay() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray rows = coloured(manager);
            int before = manager.getManagedArrays().size();
            Whitening.of(rows);
            assertThat(manager.getManagedArrays()).hasSize(before + 2);
        }
    }

    /** One caption for all, by an encoder of whole numbers: there is nothing to tell apart. */
    @Test
    void rows_that_are_all_the_same_stay_finite() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray rows = manager.ones(new Shape(COUNT, SIZE));
            assertThat(Whitening.of(rows).apply(rows).isInfinite().any().getBoolean())
                    .isFalse();
            assertThat(Whitening.of(rows).apply(rows).isNaN().any().getBoolean())
                    .isFalse();
        }
    }
}
