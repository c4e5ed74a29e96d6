package io.github.stackgan.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.testing.Oracle;
import org.junit.jupiter.api.Test;

class StructuredJointEmbeddingLossTest {
    /** Relative, for losses: oracle/README.md. */
    private static final double TOLERANCE = 1e-5;

    private static void same(String what, NDArray found, NDList oracle) {
        float expected = Oracle.floats(oracle.get(what))[0];
        assertThat((double) found.getFloat()).as(what).isEqualTo(expected, within(TOLERANCE * Math.abs(expected)));
    }

    @Test
    void losses_and_gradient_are_those_of_the_reference() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDList oracle = Oracle.arrays(manager, "text-encoder/sje.npz");
            NDArray image = oracle.get("image").toType(DataType.FLOAT32, true);
            NDArray text = oracle.get("text").toType(DataType.FLOAT32, true);
            NDArray scores = StructuredJointEmbeddingLoss.scores(image, text);
            same("loss_text_given_image", StructuredJointEmbeddingLoss.oneWay(scores), oracle);
            same("loss_image_given_text", StructuredJointEmbeddingLoss.oneWay(scores.transpose()), oracle);
            text.setRequiresGradient(true);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray loss = StructuredJointEmbeddingLoss.symmetric(StructuredJointEmbeddingLoss.scores(image, text));
                same("loss_symmetric", loss, oracle);
                collector.backward(loss);
            }
            Oracle.assertClose(
                    "grad_text", text.getGradient().toFloatArray(), Oracle.floats(oracle.get("grad_text")), 1e-4);
        }
    }

    /** Own scores 3 and 3, others 0: both beat the margin of 1. Then 0.25 behind: (0.25 - 0 + 1) twice, over 2^2. */
    @Test
    void only_what_comes_within_the_margin_costs() {
        try (NDManager manager = NDManager.newBaseManager(null, "PyTorch")) {
            NDArray apart = manager.create(new float[][] {{3, 0}, {0, 3}});
            assertThat(StructuredJointEmbeddingLoss.oneWay(apart).getFloat()).isZero();
            NDArray behind = manager.create(new float[][] {{0, 0.25f}, {0.25f, 0}});
            assertThat(StructuredJointEmbeddingLoss.oneWay(behind).getFloat()).isEqualTo(0.625f);
        }
    }
}
