package io.github.stackgan.core.internal.kernels;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.stackgan.Precision;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.internal.engine.PyTorch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The archive of {@link ScriptSource}, loaded into the engine for as long as the process lives. */
final class ScriptModule {
    private static final System.Logger LOGGER = System.getLogger(ScriptModule.class.getName());

    private final NDManager manager;
    private final ParameterStore nothing;

    /** Held because the engine frees its block as soon as nobody does. */
    private final Model model;

    private final Map<Device, NDArray> differences = new ConcurrentHashMap<>();
    private final Map<FixedMatrix, NDArray> constants = new ConcurrentHashMap<>();
    private final Map<Integer, NDArray> counts = new ConcurrentHashMap<>();
    private final Map<Device, Boolean> adam = new ConcurrentHashMap<>();
    private final Map<Precision, Boolean> packs = new ConcurrentHashMap<>();
    private final Map<String, NDArray> methods = new ConcurrentHashMap<>();

    private ScriptModule(NDManager manager, Model model) {
        this.manager = manager;
        this.model = model;
        nothing = new ParameterStore(manager, false);
    }

    /** With {@link PackedSource}, where the engine has what that needs. */
    static ScriptModule load() {
        try {
            return load(ScriptSource.text() + PackedSource.text());
        } catch (StackGanException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "No packed convolutions", e);
            ScriptModule module = load(ScriptSource.text());
            for (Precision precision : Precision.values()) {
                module.packs.put(precision, false);
            }
            return module;
        }
    }

    private static ScriptModule load(String text) {
        NDManager manager = PyTorch.manager(Optional.empty());
        Model model = Model.newInstance("stackgan-kernels", PyTorch.NAME);
        try {
            model.load(new ByteArrayInputStream(ScriptArchive.of(text)), Map.of());
            ScriptModule module = new ScriptModule(manager, model);
            try (NDManager scratch = manager.newSubManager()) {
                // The first call of a block sets it up and must not meet another.
                module.call("widen", scratch.zeros(new Shape(1)));
            }
            return module;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            manager.close();
            throw new StackGanException("The engine cannot load the TorchScript kernels: " + e.getMessage(), e);
        }
    }

    /** The matrix of {@link Differences}, (9, 9). */
    NDArray differences(Device device) {
        return differences.computeIfAbsent(
                device, d -> held(d, scratch -> scratch.create(Differences.matrix(), new Shape(9, 9))));
    }

    /** A fixed matrix, on the processor. */
    NDArray constant(FixedMatrix which) {
        return constants.computeIfAbsent(
                which, m -> held(Device.cpu(), scratch -> scratch.create(m.matrix(), m.shape())));
    }

    /** A whole number as a method's argument, on the processor, where reading it waits for nothing. */
    NDArray count(int number) {
        return counts.computeIfAbsent(number, n -> held(Device.cpu(), scratch -> scratch.create((float) n)));
    }

    /** A copy that lives as long as the module. */
    private NDArray held(Device device, Function<NDManager, NDArray> array) {
        try (NDManager scratch = manager.newSubManager(device)) {
            NDArray copy = array.apply(scratch).duplicate();
            copy.attach(manager);
            return copy;
        }
    }

    Kernels kernels(Precision precision) {
        return new ScriptKernels(this, precision);
    }

    /** Whether the engine has Adam as one operator on this device. */
    boolean hasAdam(Device device) {
        return adam.computeIfAbsent(device, this::tryAdam);
    }

    /** Whether the engine packs weights of this precision on this processor. */
    boolean packs(Precision precision) {
        return packs.computeIfAbsent(precision, this::tryPacking);
    }

    private boolean tryPacking(Precision precision) {
        try (NDManager scratch = manager.newSubManager(Device.cpu())) {
            Shape grid = new Shape(1, 16, 4, 4);
            for (Window window : Window.values()) {
                NDArray weight = scratch.ones(new Shape(16, 16, window.kernel(), window.kernel()));
                NDArray bias = call(ScriptSource.copy(precision), scratch.zeros(new Shape(16)));
                NDArray packed = call(PackedSource.pack(window, precision), weight, scratch.ones(grid));
                call(PackedSource.run(window, Slope.RELU, precision), scratch.ones(grid), packed, bias);
            }
            return true;
        } catch (EngineException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "No packed convolutions in " + precision, e);
            return false;
        }
    }

    /**
     * Derives a loss, in one native call. The engine's own backward pass adds to arrays that it keeps beside the weights, and that have to be
     * zeroed; this one hands over what it computed.
     */
    List<NDArray> gradients(NDArray loss, List<NDArray> weights) {
        NDList arguments = new NDList(loss);
        addAll(arguments, "w[]", weights);
        try {
            return run("gradients", arguments);
        } finally {
            weights.forEach(w -> w.setName(null));
        }
    }

    /** One native call for all weights of a network. */
    void adam(AdamUpdate update) {
        try (NDManager scratch = manager.newSubManager(update.weights().get(0).getDevice())) {
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
                // The result hangs from the first argument's manager, which here is the network's.
                arguments.add(numbers);
                run("adam", arguments).singletonOrThrow().attach(scratch);
            } finally {
                arguments.forEach(a -> a.setName(null));
            }
        }
    }

    /** Arrays with one name of this form become one list. */
    private static void addAll(NDList arguments, String name, List<NDArray> arrays) {
        arrays.forEach(a -> a.setName(name));
        arguments.addAll(arrays);
    }

    private boolean tryAdam(Device device) {
        try (NDManager scratch = manager.newSubManager(device)) {
            Supplier<List<NDArray>> one = () -> List.of(scratch.ones(new Shape(2)));
            adam(new AdamUpdate(one.get(), one.get(), one.get(), one.get(), new AdamUpdate.Rates(1e-3, 0.9, 0.99), 1));
            return true;
        } catch (EngineException e) {
            return false;
        }
    }

    /** Runs a method of the archive; its result hangs from the first argument's manager. */
    NDArray call(String method, NDArray... arguments) {
        return run(method, new NDList(arguments)).singletonOrThrow();
    }

    private NDList run(String method, NDList arguments) {
        NDList all = new NDList(arguments);
        all.add(methods.computeIfAbsent(method, this::marker));
        return model.getBlock().forward(nothing, all, true);
    }

    /** The engine chooses a method by the name of an array among its arguments. */
    private NDArray marker(String method) {
        NDArray marker = manager.create(0f);
        marker.setName("module_method:" + method);
        return marker;
    }
}
