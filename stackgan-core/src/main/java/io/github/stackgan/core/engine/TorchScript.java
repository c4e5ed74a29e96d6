package io.github.stackgan.core.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.stackgan.StackGanException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A text of TorchScript methods, loaded into the engine for as long as the process lives.
 *
 * <p>The text is a class {@code Ops} in the form in which the engine saves methods. It counts types, 6 is a 32-bit
 * float, 15 a bfloat16, and layouts: 0 has a channel's cells side by side, 2 a cell's channels ("channels last").
 */
public final class TorchScript {
    /** Set to {@code plain} to do without TorchScript, or to {@code script} to fail where it cannot be loaded. */
    public static final String PROPERTY = "stackgan.kernels";

    private static final System.Logger LOGGER = System.getLogger(TorchScript.class.getName());

    private final NDManager manager;
    private final ParameterStore nothing;

    /** Held because the engine frees its block as soon as nobody does. */
    private final Model model;

    private final Map<Object, NDArray> constants = new ConcurrentHashMap<>();
    private final Map<String, NDArray> methods = new ConcurrentHashMap<>();

    /**
     * What came of looking for a text's methods.
     *
     * @param script the methods, or empty if they are forbidden or cannot be loaded
     * @param absence why there are none
     */
    public record Lookup(Optional<TorchScript> script, String absence) {}

    private TorchScript(NDManager manager, Model model) {
        this.manager = manager;
        this.model = model;
        nothing = new ParameterStore(manager, false);
    }

    /**
     * What the system property {@value #PROPERTY} asks for, which is {@code auto} where it is not set.
     *
     * @return its value
     */
    public static String wish() {
        return System.getProperty(PROPERTY, "auto");
    }

    /**
     * Loads a text's methods if the wish allows it.
     *
     * @param owner the class that the text lies beside
     * @param resource the text's name
     * @param wish auto, plain or script
     * @return the methods; with {@code plain} none, with {@code auto} none if they cannot be loaded
     * @throws StackGanException if the wish is {@code script} and they cannot be loaded
     * @throws IllegalArgumentException if the wish is none of the three
     */
    public static Lookup find(Class<?> owner, String resource, String wish) {
        return switch (wish) {
            case "plain" -> new Lookup(Optional.empty(), "-D" + PROPERTY + "=plain forbids them");
            case "script" -> new Lookup(Optional.of(load(owner, resource)), "");
            case "auto" -> automatic(owner, resource);
            default ->
                throw new IllegalArgumentException(
                        "-D" + PROPERTY + "=" + wish + ", but it must be auto, plain or script");
        };
    }

    private static Lookup automatic(Class<?> owner, String resource) {
        try {
            return new Lookup(Optional.of(load(owner, resource)), "");
        } catch (StackGanException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Plain kernels are used, which are slower: " + e.getMessage(), e);
            return new Lookup(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Loads a text's methods.
     *
     * @param owner the class that the text lies beside
     * @param resource the text's name
     * @return the methods
     * @throws StackGanException if the engine lacks what they call
     */
    public static TorchScript load(Class<?> owner, String resource) {
        NDManager manager = PyTorch.manager(Optional.empty());
        Model model = Model.newInstance(resource, PyTorch.NAME);
        try (InputStream text = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
            model.load(new ByteArrayInputStream(ScriptArchive.of(text.readAllBytes())), Map.of());
            TorchScript script = new TorchScript(manager, model);
            try (NDManager scratch = manager.newSubManager()) {
                // The first call of a block sets it up and must not meet another.
                script.call("forward", scratch.zeros(new Shape(1)));
            }
            return script;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            manager.close();
            throw new StackGanException("The engine cannot load the TorchScript kernels: " + e.getMessage(), e);
        }
    }

    /**
     * An array that methods take again and again.
     *
     * @param key equal keys have equal arrays
     * @param array makes it, the first time
     * @return the array, on the processor, which lives as long as the process
     */
    public NDArray constant(Object key, Function<NDManager, NDArray> array) {
        return constants.computeIfAbsent(key, k -> {
            try (NDManager scratch = manager.newSubManager(Device.cpu())) {
                NDArray copy = array.apply(scratch).duplicate();
                copy.attach(manager);
                return copy;
            }
        });
    }

    /**
     * A whole number as a method's argument.
     *
     * @param number below 2^24
     * @return the number, on the processor, where reading it waits for nothing
     */
    public NDArray count(int number) {
        return constant(number, scratch -> scratch.create((float) number));
    }

    /**
     * A manager of its own for arrays that do not stay.
     *
     * @param device where its arrays live
     * @return the manager, to be closed
     */
    public NDManager scratch(Device device) {
        return manager.newSubManager(device);
    }

    /**
     * Runs a method that returns one array.
     *
     * @param method its name
     * @param arguments in its order
     * @return the result, which belongs to the first argument's manager
     */
    public NDArray call(String method, NDArray... arguments) {
        return run(method, new NDList(arguments)).singletonOrThrow();
    }

    /**
     * Runs a method.
     *
     * @param method its name
     * @param arguments in its order; arrays that are all named alike, {@code "w[]"}, become one list
     * @return the results, which belong to the first argument's manager
     */
    public NDList run(String method, NDList arguments) {
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
