package io.github.stackgan.core.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.github.stackgan.core.nn.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The gradients of a loss by the weights of networks, for {@link Adam#step}. They belong to the loss's manager.
 *
 * @since 0.1.0
 */
public final class Gradients {
    private final Map<Parameters, List<NDArray>> byNetwork;

    private Gradients(Map<Parameters, List<NDArray>> byNetwork) {
        this.byNetwork = byNetwork;
    }

    /** As {@link Recording#gradients} derives a loss. */
    static Gradients of(GradientCollector collector, NDArray loss, Parameters... networks) {
        List<NDArray> weights = Arrays.stream(networks)
                .flatMap(n -> n.weights().values().stream())
                .toList();
        List<NDArray> all = OptimizerKernels.get().gradients(collector, loss, weights);
        Map<Parameters, List<NDArray>> byNetwork = new IdentityHashMap<>();
        int from = 0;
        for (Parameters network : networks) {
            int count = network.weights().size();
            byNetwork.put(network, new ArrayList<>(all.subList(from, from + count)));
            from += count;
            network.stopGradients();
        }
        return new Gradients(byNetwork);
    }

    /**
     * Derives answers by what was asked, so that the result can be derived by the weights once more.
     *
     * @param values any array
     * @param inputs arrays that required gradients when {@code values} were computed from them
     * @return the gradients of the sum of {@code values}, one for each input and of its shape
     * @throws io.github.stackgan.StackGanException if the TorchScript kernels are forbidden or cannot be loaded
     */
    public static List<NDArray> ofInputs(NDArray values, NDArray... inputs) {
        return OptimizerKernels.get().inputGradients(values, List.of(inputs));
    }

    /**
     * Refuses what needs {@link #ofInputs}, before any work.
     *
     * @throws io.github.stackgan.StackGanException if the TorchScript kernels are forbidden or cannot be loaded
     */
    public static void requireSecondDerivatives() {
        OptimizerKernels.get().requireScript();
    }

    /**
     * The gradients by one network's weights.
     *
     * @param network one that the loss was derived by
     * @return in the order of the network's weights
     */
    public List<NDArray> of(Parameters network) {
        return Objects.requireNonNull(byNetwork.get(network), "the loss was not derived by this network");
    }
}
