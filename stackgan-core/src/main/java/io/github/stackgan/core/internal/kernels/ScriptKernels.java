package io.github.stackgan.core.internal.kernels;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.github.stackgan.Precision;
import java.util.List;

/** The engine's own operators, through {@link ScriptModule}. */
final class ScriptKernels implements Kernels {
    /** With as many channels as these, or fewer cells, differences beat a transposed convolution: measured, docs/decisions/0005-kernels.md. */
    private static final long CHANNELS_FOR_DIFFERENCES = 512;

    private static final long CELLS_FOR_TRANSPOSED = 8;

    /** With fewer weights than these for a cell of the result, it pays to lay each cell's channels side by side: measured. */
    private static final long WEIGHTS_FOR_CHANNELS_LAST = 4096;

    /**
     * Of channels that lie side by side, the engine's batch normalisation adds up the cells in 32 bits, else in 64: with more cells than these, the
     * variance would be wrong by more than a part in 100,000.
     */
    private static final long CELLS_FOR_PRECISION = 1 << 16;

    /** With fewer channels than these, the transformations of Winograd's way take longer than they save: measured. */
    private static final long CHANNELS_FOR_WINOGRAD = 256;

    /** With fewer cells than these, reading its weights, four times as many, takes longer. */
    private static final long CELLS_FOR_WINOGRAD = 1024;

    /** With as many pictures as these, differences beat the packed convolution on the smallest grids in 32 bits. */
    private static final long PICTURES_FOR_DIFFERENCES = 4;

    /** With more cells in a picture's grid than these, picking columns takes longer than it saves. */
    private static final long CELLS_FOR_COLUMNS = 256;

    /** With more cells in a picture's grid than these, products that put differences together take longer than they save. */
    private static final long CELLS_FOR_ASSEMBLY = 16;

    /** The same where the processor multiplies matrices in 16 bits. */
    private static final long CELLS_FOR_FAST_ASSEMBLY = 64;

    private final ScriptModule module;
    private final Precision precision;

    ScriptKernels(ScriptModule module, Precision precision) {
        this.module = module;
        this.precision = precision;
    }

    @Override
    public NDArray convolve(NDArray x, NDArray weight, Window window) {
        // On a GPU the fewest operations are best: its time goes into starting them.
        if (x.getDevice().isGpu()) {
            return module.call(ScriptSource.learning(window, precision), x, weight);
        }
        Shape grid = x.getShape();
        if (window == Window.DOUBLING && differencesPay(grid)) {
            return differences(x, weight);
        }
        long weightsPerCell = weight.size() / window.cells(grid);
        if (!window.enlarges()
                && grid.get(2) * grid.get(3) <= CELLS_FOR_COLUMNS
                && weightsPerCell >= weightsForColumns(window)) {
            Selection windows = Selection.of(window, grid);
            return module.call(
                    ScriptSource.columns(precision),
                    x,
                    weight,
                    module.constant(windows),
                    module.count(Math.toIntExact(windows.resultHeight())));
        }
        String method = weightsPerCell < WEIGHTS_FOR_CHANNELS_LAST
                ? ScriptSource.channelsLast(window, precision)
                : ScriptSource.learning(window, precision);
        return module.call(method, x, weight);
    }

    private NDArray differences(NDArray x, NDArray weight) {
        NDArray kernels = module.differences(x.getDevice());
        int height = Math.toIntExact(x.getShape().get(2));
        int width = Math.toIntExact(x.getShape().get(3));
        boolean fast = precision == Precision.BFLOAT16 && Processor.MULTIPLIES_MATRICES;
        if (height * width > (fast ? CELLS_FOR_FAST_ASSEMBLY : CELLS_FOR_ASSEMBLY)) {
            return module.call(ScriptSource.differences(precision), x, weight, kernels);
        }
        return module.call(
                ScriptSource.smallDifferences(precision),
                x,
                weight,
                kernels,
                module.constant(new DifferenceSteps(height, width)),
                module.constant(new DifferenceSums(height, width)));
    }

    /**
     * With more weights than these for a cell of the result, a product with the weights as they lie beats a convolution: measured, on both kinds of
     * processor.
     */
    private long weightsForColumns(Window window) {
        if (!Processor.MULTIPLIES_MATRICES) {
            return 50_000;
        }
        if (window == Window.HALVING) {
            return 2500;
        }
        return precision == Precision.BFLOAT16 ? 4500 : 8000;
    }

    private static boolean differencesPay(Shape grid) {
        return grid.get(1) >= CHANNELS_FOR_DIFFERENCES || grid.get(2) < CELLS_FOR_TRANSPOSED;
    }

    @Override
    public Form form(NDArray x, NDArray weight, Window window) {
        if (x.getDevice().isGpu() || !module.packs(precision)) {
            return Form.DIRECT;
        }
        if (precision == Precision.BFLOAT16) {
            return Form.PACKED;
        }
        Shape grid = x.getShape();
        Shape kernels = weight.getShape();
        if (window == Window.SAME
                && Math.min(kernels.get(0), kernels.get(1)) >= CHANNELS_FOR_WINOGRAD
                && window.cells(grid) >= CELLS_FOR_WINOGRAD) {
            return Form.WINOGRAD;
        }
        return window == Window.DOUBLING
                        && grid.get(2) < CELLS_FOR_TRANSPOSED
                        && grid.get(0) >= PICTURES_FOR_DIFFERENCES
                ? Form.LEARNING
                : Form.PACKED;
    }

    @Override
    public Prepared prepare(NDArray weight, NDArray bias, Window window, Form form, Shape grid) {
        NDManager manager = weight.getManager();
        try (NDManager scratch = manager.newSubManager()) {
            // Only its shape is looked at.
            NDArray typical = scratch.zeros(new Shape(1, 1, 1, 1)).broadcast(grid);
            NDArray prepared =
                    switch (form) {
                        case LEARNING -> weight.duplicate();
                        case DIRECT -> module.call(ScriptSource.prepare(window, precision), weight);
                        case PACKED -> module.call(PackedSource.pack(window, precision), weight, typical);
                        case WINOGRAD -> module.call("winograd_prepare", weight, module.constant(Winograd.KERNELS));
                    };
            NDArray shift = module.call(ScriptSource.copy(precision), bias);
            if (form == Form.LEARNING) {
                shift.attach(scratch);
                shift = shift.reshape(1, -1, 1, 1).duplicate();
            }
            shift.attach(manager);
            return new Prepared(prepared, shift, window, form);
        }
    }

    @Override
    public NDArray run(NDArray x, Prepared prepared, Slope slope) {
        Window window = prepared.window();
        NDArray weight = prepared.weight();
        NDArray bias = prepared.bias();
        return switch (prepared.form()) {
            case LEARNING -> activate(convolve(x, weight, window).addi(bias), slope);
            case DIRECT -> module.call(ScriptSource.prepared(window, slope, precision), x, weight, bias);
            case PACKED -> module.call(PackedSource.run(window, slope, precision), x, weight, bias);
            case WINOGRAD ->
                activate(
                        module.call(
                                "winograd",
                                x,
                                weight,
                                bias,
                                module.constant(Winograd.WINDOWS),
                                module.constant(Winograd.RESULTS)),
                        slope);
        };
    }

    @Override
    public NDArray normalize(NDArray x, Norm norm, Slope slope, int batches) {
        NDArray grid = addsUpBadly(x.getShape(), batches) ? module.call("planes", x) : x;
        if (batches == 1) {
            return normalize(ScriptSource.normalize(slope), grid, norm);
        }
        return module.call(
                ScriptSource.normalizeApart(slope),
                grid,
                norm.scale(),
                norm.offset(),
                norm.mean(),
                norm.variance(),
                module.count(batches));
    }

    private boolean addsUpBadly(Shape shape, int batches) {
        return precision == Precision.FLOAT32 && shape.size() / shape.get(1) / batches > CELLS_FOR_PRECISION;
    }

    private NDArray normalize(String method, NDArray x, Norm norm) {
        return module.call(method, x, norm.scale(), norm.offset(), norm.mean(), norm.variance());
    }

    @Override
    public NDArray activate(NDArray x, Slope slope) {
        return slope == Slope.LINEAR ? x : module.call(ScriptSource.activate(slope), x);
    }

    @Override
    public List<NDArray> gradients(GradientCollector collector, NDArray loss, List<NDArray> weights) {
        return module.gradients(loss, weights);
    }

    @Override
    public void adam(AdamUpdate update) {
        if (module.hasAdam(update.weights().get(0).getDevice())) {
            module.adam(update);
        } else {
            PlainKernels.INSTANCE.adam(update);
        }
    }

    @Override
    public NDArray widen(NDArray x) {
        return precision == Precision.FLOAT32 ? x : module.call("widen", x);
    }
}
