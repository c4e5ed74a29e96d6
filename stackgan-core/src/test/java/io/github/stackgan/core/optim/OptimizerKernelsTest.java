package io.github.stackgan.core.optim;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The methods in TorchScript against their counterparts of plain DJL operations. */
class OptimizerKernelsTest {
    private static final List<OptimizerKernels> BOTH =
            List.of(OptimizerKernels.choose("plain"), OptimizerKernels.choose("script"));

    private final NDManager manager = NDManager.newBaseManager(null, "PyTorch");

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void adam_in_one_call_is_adam_array_by_array() {
        List<List<float[]>> both = new ArrayList<>();
        for (OptimizerKernels kernels : BOTH) {
            RandomStream numbers = RandomStream.of(9, "adam", 0);
            List<List<NDArray>> arrays = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                arrays.add(List.of(
                        manager.create(numbers.normal(40)).duplicate(),
                        manager.create(numbers.normal(7)).duplicate()));
            }
            arrays.get(3).forEach(v -> v.muli(v));
            kernels.adam(new AdamUpdate(
                    arrays.get(0),
                    arrays.get(1),
                    arrays.get(2),
                    arrays.get(3),
                    new AdamUpdate.Rates(2e-2, 0.5, 0.999),
                    3));
            assertThat(arrays.get(0)).allMatch(w -> w.getName() == null);
            both.add(List.of(arrays.get(0), arrays.get(2), arrays.get(3)).stream()
                    .flatMap(List::stream)
                    .map(NDArray::toFloatArray)
                    .toList());
        }
        for (int i = 0; i < both.get(0).size(); i++) {
            assertThat(both.get(1).get(i)).containsExactly(both.get(0).get(i), Offset.offset(3e-6f));
        }
    }

    @Test
    void gradients_are_those_of_a_backward_pass_and_of_the_last_loss_alone() {
        NDArray used = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2)).duplicate();
        NDArray unused = manager.ones(new Shape(3)).duplicate();
        for (OptimizerKernels kernels : BOTH) {
            for (int i = 0; i < 2; i++) {
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    List.of(used, unused).forEach(w -> w.setRequiresGradient(true));
                    // The gradient of the second is 0, by a way that the first takes not at all.
                    NDArray loss =
                            used.transpose().square().sum().add(unused.mul(0).sum());
                    List<NDArray> gradients = kernels.gradients(collector, loss, List.of(used, unused));
                    assertThat(gradients.get(0).toFloatArray()).containsExactly(2, 4, 6, 8);
                    assertThat(gradients.get(1).toFloatArray()).containsExactly(0, 0, 0);
                    assertThat(gradients).allMatch(g -> g.getManager() == loss.getManager());
                    assertThat(used.getName()).isNull();
                } finally {
                    List.of(used, unused).forEach(w -> w.setRequiresGradient(false));
                }
            }
        }
    }
}
