package io.github.stackgan.core.optim;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.engine.TorchScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gradients and Adam's steps for all weights of a network at once: in one call of TorchScript each, or by plain DJL
 * operations.
 */
public final class OptimizerKernels {
    private static @Nullable OptimizerKernels instance;

    private final Optional<TorchScript> script;
    private final Map<Device, Boolean> fusesAdam = new ConcurrentHashMap<>();

    private OptimizerKernels(Optional<TorchScript> script) {
        this.script = script;
    }

    /**
     * The ones to use.
     *
     * @return those that the property {@value TorchScript#PROPERTY} asks for, and the fastest if it asks for none
     */
    public static synchronized OptimizerKernels get() {
        if (instance == null) {
            instance = choose(TorchScript.wish());
        }
        return instance;
    }

    static OptimizerKernels choose(String wish) {
        return new OptimizerKernels(
                TorchScript.find(OptimizerKernels.class, "optim.py", wish).script());
    }

    /**
     * A backward pass; the graph is gone afterwards.
     *
     * @param collector what recorded the graph
     * @param loss a scalar
     * @param weights what to derive it by; gradients must be on
     * @return a gradient for each, 0 for those that the loss does not depend on; they belong to the manager of {@code
     *     loss}
     */
    public List<NDArray> gradients(GradientCollector collector, NDArray loss, List<NDArray> weights) {
        return script.isPresent()
                ? fusedGradients(script.get(), loss, weights)
                : plainGradients(collector, loss, weights);
    }

    /**
     * The engine's own backward pass adds to arrays that it keeps beside the weights, and that have to be zeroed; this
     * one hands over what it computed.
     */
    private static List<NDArray> fusedGradients(TorchScript script, NDArray loss, List<NDArray> weights) {
        NDList arguments = new NDList(loss);
        addAll(arguments, "w[]", weights);
        try {
            return script.run("gradients", arguments);
        } finally {
            weights.forEach(w -> w.setName(null));
        }
    }

    private static List<NDArray> plainGradients(GradientCollector collector, NDArray loss, List<NDArray> weights) {
        collector.backward(loss);
        List<NDArray> gradients = new ArrayList<>();
        for (NDArray weight : weights) {
            try (NDArray summed = weight.getGradient()) {
                NDArray gradient = summed.duplicate();
                gradient.attach(loss.getManager());
                gradients.add(gradient);
                summed.set(new NDIndex("..."), 0);
            }
        }
        return gradients;
    }

    /**
     * A backward pass whose result can be derived once more; the graph stays.
     *
     * @param values any array
     * @param inputs what the sum of {@code values} is derived by; they must require gradients, and it must depend on
     *     all of them
     * @return a gradient for each; they belong to the manager of {@code values}
     * @throws StackGanException if TorchScript is forbidden or cannot be loaded: DJL has no second derivatives
     */
    List<NDArray> inputGradients(NDArray values, List<NDArray> inputs) {
        TorchScript methods = requireScript();
        NDList arguments = new NDList(values);
        addAll(arguments, "x[]", inputs);
        try {
            return methods.run("input_gradients", arguments);
        } finally {
            inputs.forEach(x -> x.setName(null));
        }
    }

    /**
     * Updates weights and moments in place.
     *
     * @param update what to update, and how
     */
    public void adam(AdamUpdate update) {
        Device device = update.weights().get(0).getDevice();
        Optional<TorchScript> fused = script.filter(s -> fusesAdam.computeIfAbsent(device, d -> fusesAdam(s, d)));
        if (fused.isPresent()) {
            fusedAdam(fused.get(), update);
        } else {
            plainAdam(update);
        }
    }

    /** Whether the engine has Adam as one operator on this device. */
    private static boolean fusesAdam(TorchScript script, Device device) {
        try (NDManager scratch = script.scratch(device)) {
            Supplier<List<NDArray>> one = () -> List.of(scratch.ones(new Shape(2)));
            AdamUpdate.Rates rates = new AdamUpdate.Rates(1e-3, 0.9, 0.99);
            fusedAdam(script, new AdamUpdate(one.get(), one.get(), one.get(), one.get(), rates, 1));
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    private static void fusedAdam(TorchScript script, AdamUpdate update) {
        try (NDManager scratch = script.scratch(update.weights().get(0).getDevice())) {
            AdamUpdate.Rates rates = update.rates();
            NDArray numbers = scratch.create(
                    new double[] {rates.learningRate(), rates.beta1(), rates.beta2(), AdamUpdate.EPSILON});
            NDArray steps = scratch.create((float) update.steps());
            NDList arguments = new NDList();
            addAll(arguments, "w[]", update.weights());
            addAll(arguments, "g[]", update.gradients());
            addAll(arguments, "m[]", update.first());
            addAll(arguments, "v[]", update.second());
            addAll(arguments, "s[]", Collections.nCopies(update.weights().size(), steps));
            try {
                // The result belongs to the first argument's manager, which here is the network's.
                arguments.add(numbers);
                script.run("adam", arguments).singletonOrThrow().attach(scratch);
            } finally {
                arguments.forEach(a -> a.setName(null));
            }
        }
    }

    TorchScript requireScript() {
        return script.orElseThrow(() -> new StackGanException(
                "A gradientPenalty needs second derivatives, and so the TorchScript kernels, but -D"
                        + TorchScript.PROPERTY
                        + "=plain forbids them, or they cannot be loaded; leave the property out, or the penalty"));
    }

    /** Arrays with one name of this form become one list. */
    private static void addAll(NDList arguments, String name, List<NDArray> arrays) {
        arrays.forEach(a -> a.setName(name));
        arguments.addAll(arrays);
    }

    private static void plainAdam(AdamUpdate update) {
        for (int i = 0; i < update.weights().size(); i++) {
            NDArray gradient = update.gradients().get(i);
            NDArray m = update.first().get(i);
            NDArray v = update.second().get(i);
            AdamUpdate.Rates rates = update.rates();
            try (NDArray scaled = gradient.mul(1 - rates.beta1())) {
                m.muli(rates.beta1()).addi(scaled);
            }
            try (NDArray squared = gradient.square()) {
                v.muli(rates.beta2()).addi(squared.muli(1 - rates.beta2()));
            }
            try (NDArray denominator = v.sqrt()) {
                denominator.divi(Math.sqrt(update.correction2())).addi(AdamUpdate.EPSILON);
                try (NDArray change = m.div(denominator)) {
                    update.weights().get(i).subi(change.muli(rates.learningRate() / update.correction1()));
                }
            }
        }
    }
}
