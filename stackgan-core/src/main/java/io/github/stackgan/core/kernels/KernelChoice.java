package io.github.stackgan.core.kernels;

import io.github.stackgan.StackGanException;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.settings.Precision;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The kernels that this process uses: through TorchScript, or plain ones. */
public final class KernelChoice {
    private static @Nullable KernelChoice instance;

    private final TorchScript.Lookup methods;
    private final Optional<TorchScript> packing;
    private final Map<Precision, Kernels> kernels = new ConcurrentHashMap<>();

    private KernelChoice(TorchScript.Lookup methods) {
        this.methods = methods;
        packing = methods.script().flatMap(script -> PackedConvolution.methods());
    }

    /**
     * The kernels to use.
     *
     * @param precision of feature maps
     * @return the kernels that the property {@value TorchScript#PROPERTY} asks for, and the fastest if it asks for none
     * @throws StackGanException if 16 bits are asked for and TorchScript cannot be loaded or is forbidden
     */
    public static Kernels of(Precision precision) {
        return get().kernels(precision);
    }

    private static synchronized KernelChoice get() {
        if (instance == null) {
            instance = choose(TorchScript.wish());
        }
        return instance;
    }

    static KernelChoice choose(String wish) {
        return new KernelChoice(TorchScript.find(KernelChoice.class, "kernels.py", wish));
    }

    /** Whether kernels go through TorchScript, which 16 bits need. */
    static boolean isScript() {
        return get().methods.script().isPresent();
    }

    Kernels kernels(Precision precision) {
        return kernels.computeIfAbsent(precision, this::make);
    }

    private Kernels make(Precision precision) {
        if (precision == Precision.AUTO) {
            throw new IllegalArgumentException("AUTO has no kernels: PrecisionChoice says what it is");
        }
        if (methods.script().isPresent()) {
            return new ScriptKernels(methods.script().get(), packing, precision);
        }
        if (precision == Precision.BFLOAT16) {
            throw new StackGanException("Precision BFLOAT16 needs the TorchScript kernels, but " + methods.absence()
                    + ". Use FLOAT32, or let the kernels be loaded.");
        }
        return PlainKernels.INSTANCE;
    }
}
