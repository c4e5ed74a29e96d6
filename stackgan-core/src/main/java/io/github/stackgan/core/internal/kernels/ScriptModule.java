package io.github.stackgan.core.internal.kernels;

import ai.djl.MalformedModelException;
import ai.djl.Model;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The archive of {@link ScriptSource}, loaded into the engine for as long as the process lives. */
final class ScriptModule {
    private final NDManager manager;
    private final ParameterStore nothing;

    /** Held because the engine frees its block as soon as nobody does. */
    private final Model model;

    private final NDArray differences;
    private final Map<String, NDArray> methods = new ConcurrentHashMap<>();

    private ScriptModule(NDManager manager, Model model) {
        this.manager = manager;
        this.model = model;
        try (NDArray shared = manager.create(Differences.matrix(), new Shape(9, 9))) {
            differences = shared.duplicate();
        }
        nothing = new ParameterStore(manager, false);
    }

    static ScriptModule load() {
        NDManager manager = PyTorch.manager(Optional.empty());
        Model model = Model.newInstance("stackgan-kernels", PyTorch.NAME);
        try {
            model.load(new ByteArrayInputStream(ScriptArchive.of(ScriptSource.text())), Map.of());
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

    /** See {@link Differences}. */
    NDArray differences() {
        return differences;
    }

    Kernels kernels(Precision precision) {
        return new ScriptKernels(this, precision);
    }

    /** Runs a method of the archive; its result hangs from the first argument's manager. */
    NDArray call(String method, NDArray... arguments) {
        NDList list = new NDList(arguments);
        list.add(methods.computeIfAbsent(method, this::marker));
        return model.getBlock().forward(nothing, list, true).singletonOrThrow();
    }

    /** The engine chooses a method by the name of an array among its arguments. */
    private NDArray marker(String method) {
        NDArray marker = manager.create(0f);
        marker.setName("module_method:" + method);
        return marker;
    }
}
