package io.github.stackgan.core.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stackgan.core.engine.Processor;
import io.github.stackgan.core.engine.TorchScript;
import io.github.stackgan.settings.Precision;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The engine's own operators, through TorchScript, each convolution by the algorithm that {@link ConvolutionSelector}
 * names.
 */
final class ScriptKernels implements Kernels {
    /**
     * Of channels that lie side by side, the engine's batch normalisation adds up the cells in 32 bits, else in 64:
     * with more cells than these, the variance would be wrong by more than a part in 100,000.
     */
    private static final long CELLS_FOR_PRECISION = 1 << 16;

    private final TorchScript script;
    private final Precision precision;
    private final ConvolutionSelector selector;
    private final DirectConvolution direct;
    private final Im2ColConvolution im2col;
    private final DifferenceConvolution differences;
    private final Map<InferenceAlgorithm, ConvolutionAlgorithm> inference = new EnumMap<>(InferenceAlgorithm.class);

    /**
     * The kernels of one precision.
     *
     * @param script the methods of kernels.py
     * @param packing those of {@link PackedConvolution}, if the engine has them
     */
    ScriptKernels(TorchScript script, Optional<TorchScript> packing, Precision precision) {
        this.script = script;
        this.precision = precision;
        direct = new DirectConvolution(script, precision);
        im2col = new Im2ColConvolution(script, precision);
        Set<ConvolutionSelector.Feature> features = EnumSet.noneOf(ConvolutionSelector.Feature.class);
        if (Processor.here() == Processor.AMX) {
            features.add(ConvolutionSelector.Feature.MATRIX_UNITS);
        }
        packing.flatMap(methods -> PackedConvolution.of(methods, direct)).ifPresent(packed -> {
            features.add(ConvolutionSelector.Feature.PACKED_WEIGHTS);
            inference.put(InferenceAlgorithm.PACKED, packed);
        });
        selector = new ConvolutionSelector(precision, features);
        differences = new DifferenceConvolution(script, precision, selector.cellsForProducts());
        inference.put(InferenceAlgorithm.DIRECT, direct);
        inference.put(InferenceAlgorithm.WINOGRAD, new WinogradConvolution(script));
        inference.put(InferenceAlgorithm.DIFFERENCES, differences);
    }

    @Override
    public NDArray convolve(NDArray x, NDArray weight, ConvolutionGeometry geometry) {
        return switch (selector.learning(x.getDevice(), x.getShape(), weight.getShape(), geometry)) {
            case DIRECT -> direct.run(x, weight, geometry);
            case CHANNELS_LAST -> direct.channelsLast(x, weight, geometry);
            case IM2COL -> im2col.run(x, weight, geometry);
            case DIFFERENCES -> differences.run(x, weight);
        };
    }

    @Override
    public InferenceAlgorithm fastest(NDArray x, NDArray weight, ConvolutionGeometry geometry) {
        return selector.inference(x.getDevice(), x.getShape(), weight.getShape(), geometry);
    }

    @Override
    public Prepared prepare(Weights weights, ConvolutionGeometry geometry, InferenceAlgorithm algorithm, Shape x) {
        return new Prepared(by(algorithm).prepare(weights, geometry, x), geometry, algorithm);
    }

    @Override
    public NDArray run(NDArray x, Prepared prepared, Activation activation) {
        return by(prepared.algorithm()).run(x, prepared, activation);
    }

    private ConvolutionAlgorithm by(InferenceAlgorithm algorithm) {
        return Objects.requireNonNull(inference.get(algorithm), algorithm::name);
    }

    @Override
    public NDArray normalize(NDArray x, Norm norm, Activation activation, int batches) {
        NDArray features = addsUpBadly(x.getShape(), batches) ? script.call("planes", x) : x;
        String method = "normalize_" + activation.method();
        if (batches == 1) {
            return script.call(method, features, norm.scale(), norm.offset(), norm.mean(), norm.variance());
        }
        return script.call(
                method + "_apart",
                features,
                norm.scale(),
                norm.offset(),
                norm.mean(),
                norm.variance(),
                script.count(batches));
    }

    private boolean addsUpBadly(Shape shape, int batches) {
        return precision == Precision.FLOAT32 && shape.size() / shape.get(1) / batches > CELLS_FOR_PRECISION;
    }

    @Override
    public NDArray shift(NDArray x, NDArray offset) {
        return script.call("shift", x, offset);
    }

    @Override
    public NDArray activate(NDArray x, Activation activation) {
        return activation.apply(script, x);
    }

    @Override
    public NDArray widen(NDArray x) {
        return precision == Precision.FLOAT32 ? x : script.call("widen", x);
    }
}
