package io.github.stackgan.core.internal.kernels;

import io.github.stackgan.Precision;
import io.github.stackgan.StackGanException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides once for a process whether the archive is used. */
final class KernelChoice {
    private static final System.Logger LOGGER = System.getLogger(KernelChoice.class.getName());

    private static @Nullable KernelChoice instance;

    private final Optional<ScriptModule> module;
    private final String absence;

    private KernelChoice(Optional<ScriptModule> module, String absence) {
        this.module = module;
        this.absence = absence;
    }

    static Kernels of(Precision precision) {
        return get().kernels(precision);
    }

    private static synchronized KernelChoice get() {
        if (instance == null) {
            instance = choose(System.getProperty(Kernels.PROPERTY, "auto"));
        }
        return instance;
    }

    static KernelChoice choose(String wish) {
        return switch (wish) {
            case "plain" -> new KernelChoice(Optional.empty(), "-D" + Kernels.PROPERTY + "=plain forbids them");
            case "script" -> new KernelChoice(Optional.of(ScriptModule.load()), "");
            case "auto" -> automatic();
            default ->
                throw new IllegalArgumentException(
                        "-D" + Kernels.PROPERTY + "=" + wish + ", but it must be auto, plain or script");
        };
    }

    private static KernelChoice automatic() {
        try {
            return new KernelChoice(Optional.of(ScriptModule.load()), "");
        } catch (StackGanException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Plain kernels are used, which are slower: " + e.getMessage(), e);
            return new KernelChoice(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    Kernels kernels(Precision precision) {
        if (module.isPresent()) {
            return module.get().kernels(precision);
        }
        if (precision == Precision.BFLOAT16) {
            throw new StackGanException("Precision BFLOAT16 needs the TorchScript kernels, but " + absence
                    + ". Use FLOAT32, or let the kernels be loaded.");
        }
        return PlainKernels.INSTANCE;
    }
}
