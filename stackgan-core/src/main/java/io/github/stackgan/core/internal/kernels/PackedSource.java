package io.github.stackgan.core.internal.kernels;

import io.github.stackgan.Precision;
import java.util.Locale;

/**
 * Further kernels in TorchScript, for weights that do not learn, and only where the engine was built with oneDNN: convolutions whose weights lie in
 * oneDNN's own order from the start, with the activation in the same operation, and Winograd's way. Results lay each cell's channels side by side, which
 * is how the next one reads them best.
 */
final class PackedSource {
    /** The engine takes the padding before the stride here. */
    private static final String CONVOLVE = """
              def %1$s_pack(self: __torch__.Ops, w: Tensor, x: Tensor) -> Tensor:
                return ops.mkldnn._reorder_convolution_weight(torch.to(w, %2$d), [%4$d, %4$d], [%3$d, %3$d], [1, 1], 1, torch.size(x))
            """;

    private static final String RUN = """
              def %1$s_packed_%5$s(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                s = annotate(List[Optional[number]], [%7$s])
                return ops.mkldnn._convolution_pointwise(torch.to(x, %2$d), w, b, [%4$d, %4$d], [%3$d, %3$d], [1, 1], 1, "%6$s", s, None)
            """;

    private static final String ENLARGE = """
              def %1$s_pack(self: __torch__.Ops, w: Tensor, x: Tensor) -> Tensor:
                k = torch.contiguous(torch.to(%3$s, %2$d))
                return ops.mkldnn._reorder_convolution_transpose_weight(k, [1, 1], [0, 0], [2, 2], [1, 1], 1, torch.size(x))
            """;

    private static final String RUN_ENLARGING = """
              def %1$s_packed_%5$s(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                s = annotate(List[Optional[number]], [%7$s])
                return ops.mkldnn._convolution_transpose_pointwise(torch.to(x, %2$d), w, b, [1, 1], [0, 0], [2, 2], [1, 1], 1, "%6$s", s, None)
            """;

    /**
     * See {@link Winograd}. Windows overlap by two cells; the grid is filled up with zeros to a whole number of them. Weights are
     * (36, in, out).
     */
    private static final String WINOGRAD = """
              def winograd_prepare(self: __torch__.Ops, w: Tensor, t: Tensor) -> Tensor:
                k = torch.mm(t, torch.reshape(torch.permute(w, [2, 3, 1, 0]), [9, -1]))
                return torch.clone(torch.reshape(k, [36, torch.size(w, 1), torch.size(w, 0)]))
              def winograd(self: __torch__.Ops, x: Tensor, k: Tensor, b: Tensor, t: Tensor, r: Tensor) -> Tensor:
                n = torch.size(x, 0)
                c = torch.size(x, 1)
                o = torch.size(k, 2)
                h = torch.size(x, 2)
                w = torch.size(x, 3)
                down = torch.floordiv(torch.add(h, 3), 4)
                across = torch.floordiv(torch.add(w, 3), 4)
                height = torch.mul(down, 4)
                width = torch.mul(across, 4)
                p = torch.constant_pad_nd(x, [1, torch.sub(torch.add(width, 1), w), 1, torch.sub(torch.add(height, 1), h)], 0)
                windows = torch.permute(torch.unfold(torch.unfold(p, 2, 6, 4), 3, 6, 4), [4, 5, 0, 2, 3, 1])
                v = torch.reshape(torch.mm(t, torch.reshape(windows, [36, -1])), [36, -1, c])
                y = torch.mm(r, torch.reshape(torch.bmm(v, k), [36, -1]))
                z = torch.permute(torch.reshape(y, [4, 4, n, down, across, o]), [2, 3, 0, 4, 1, 5])
                e = torch.empty([n, down, 4, across, 4, o])
                f = torch.add(z, b, alpha=1, out=e)
                g = torch.permute(torch.reshape(e, [n, height, width, o]), [0, 3, 1, 2])
                return torch.slice(torch.slice(g, 2, 0, h, 1), 3, 0, w, 1)
            """;

    private PackedSource() {}

    /** The method that brings a weight into oneDNN's order; it also takes a typical grid. */
    static String pack(Window window, Precision precision) {
        return ScriptSource.learning(window, precision) + "_pack";
    }

    static String run(Window window, Slope slope, Precision precision) {
        return ScriptSource.learning(window, precision) + "_packed_"
                + slope.name().toLowerCase(Locale.ROOT);
    }

    /** Methods to be added to {@link ScriptSource#text}. */
    static String text() {
        StringBuilder text = new StringBuilder(WINOGRAD);
        for (Precision precision : Precision.values()) {
            for (Window window : Window.values()) {
                add(text, window, precision);
            }
        }
        return text.toString();
    }

    private static void add(StringBuilder text, Window window, Precision precision) {
        String method = ScriptSource.learning(window, precision);
        int type = ScriptSource.type(precision);
        if (window.enlarges()) {
            String kernel = window == Window.DOUBLING ? "(self).enlarge(w, )" : "torch.transpose(w, 0, 1)";
            text.append(String.format(Locale.ROOT, ENLARGE, method, type, kernel));
        } else {
            text.append(String.format(Locale.ROOT, CONVOLVE, method, type, window.stride(), window.padding()));
        }
        for (Slope slope : Slope.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    window.enlarges() ? RUN_ENLARGING : RUN,
                    method,
                    type,
                    window.stride(),
                    window.padding(),
                    slope.name().toLowerCase(Locale.ROOT),
                    activation(slope),
                    slope == Slope.LEAKY ? PlainKernels.LEAK : ""));
        }
    }

    private static String activation(Slope slope) {
        return switch (slope) {
            case LINEAR -> "none";
            case RELU -> "relu";
            case LEAKY -> "leaky_relu";
        };
    }
}
