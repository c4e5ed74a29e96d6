package io.github.stackgan.core.kernels;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.StackGanException;
import io.github.stackgan.core.engine.TorchScript;
import java.util.Optional;

/**
 * Convolutions whose weights lie in oneDNN's own order from the start, with the activation in the same operation; no
 * gradients. Results lay each cell's channels side by side, which is how the next one reads them best.
 */
final class PackedConvolution implements ConvolutionAlgorithm {
    private static final System.Logger LOGGER = System.getLogger(PackedConvolution.class.getName());

    private final TorchScript script;
    private final DirectConvolution direct;

    private PackedConvolution(TorchScript script, DirectConvolution direct) {
        this.script = script;
        this.direct = direct;
    }

    /** Its methods, where the engine was built with oneDNN and is new enough. */
    static Optional<TorchScript> methods() {
        try {
            return Optional.of(TorchScript.load(PackedConvolution.class, "packed.py"));
        } catch (StackGanException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "No packed convolutions", e);
            return Optional.empty();
        }
    }

    /** The algorithm, if the engine packs weights of this precision on this processor. */
    static Optional<PackedConvolution> of(TorchScript script, DirectConvolution direct) {
        PackedConvolution packed = new PackedConvolution(script, direct);
        try (NDManager scratch = script.scratch(Device.cpu())) {
            Shape shape = new Shape(1, 16, 4, 4);
            for (ConvolutionGeometry geometry : ConvolutionGeometry.values()) {
                NDArray kernel = scratch.ones(new Shape(16, 16, geometry.kernel(), geometry.kernel()));
                Kernels.Weights ones = new Kernels.Weights(kernel, scratch.zeros(new Shape(16)));
                Kernels.Prepared prepared = new Kernels.Prepared(
                        packed.prepare(ones, geometry, shape), geometry, Kernels.InferenceAlgorithm.PACKED);
                packed.run(scratch.ones(shape), prepared, Activation.RELU);
            }
            return Optional.of(packed);
        } catch (EngineException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "No packed convolutions in this precision", e);
            return Optional.empty();
        }
    }

    @Override
    public Kernels.Weights prepare(Kernels.Weights weights, ConvolutionGeometry geometry, Shape x) {
        try (NDManager scratch = weights.kernel().getManager().newSubManager()) {
            // Only its shape is looked at.
            NDArray typical = scratch.zeros(new Shape(1, 1, 1, 1)).broadcast(x);
            Kernels.Weights copies = direct.prepare(weights, geometry, x);
            try (NDArray kernel = copies.kernel()) {
                return new Kernels.Weights(script.call(geometry.method() + "_pack", kernel, typical), copies.bias());
            }
        }
    }

    @Override
    public NDArray run(NDArray x, Kernels.Prepared prepared, Activation activation) {
        Kernels.Weights weights = prepared.weights();
        String method = prepared.geometry().method() + "_" + activation.method();
        return script.call(method, x, weights.kernel(), weights.bias());
    }
}
