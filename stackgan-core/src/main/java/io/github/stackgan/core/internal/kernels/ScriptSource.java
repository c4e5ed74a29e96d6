package io.github.stackgan.core.internal.kernels;

import io.github.stackgan.Precision;
import java.util.Locale;

/** Writes the kernels in TorchScript, and knows the names of their methods. The engine counts types: 6 is a 32-bit float, 15 a bfloat16. */
final class ScriptSource {
    private static final String HEAD = """
            class Ops(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def forward(self: __torch__.Ops, x: Tensor) -> Tensor:
                return x
              def widen(self: __torch__.Ops, x: Tensor) -> Tensor:
                return torch.to(x, 6)
              def enlarge(self: __torch__.Ops, w: Tensor) -> Tensor:
                p = torch.constant_pad_nd(w, [1, 1, 1, 1], 0)
                a = torch.add(torch.slice(p, 2, 0, 4, 1), torch.slice(p, 2, 1, 5, 1))
                b = torch.add(torch.slice(a, 3, 0, 4, 1), torch.slice(a, 3, 1, 5, 1))
                return torch.transpose(torch.flip(b, [2, 3]), 0, 1)
            """;

    /** The second form takes a kernel in the wanted type. */
    private static final String CONVOLVE = """
              def %1$s(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
                return torch.conv2d(torch.to(x, %2$d), torch.to(w, %2$d), None, [%3$d, %3$d], [%4$d, %4$d], [1, 1], 1)
              def %1$s_prepared(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                return torch.conv2d(torch.to(x, %2$d), w, b, [%3$d, %3$d], [%4$d, %4$d], [1, 1], 1)
            """;

    /** Nearest-neighbour upsampling and a 3x3 convolution are one transposed convolution with a 4x4 kernel. */
    private static final String DOUBLE = """
              def %1$s(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
                k = (self).enlarge(torch.to(w, %2$d), )
                return torch.conv_transpose2d(torch.to(x, %2$d), k, None, [2, 2], [1, 1], [0, 0], 1, [1, 1])
              def %1$s_prepared(self: __torch__.Ops, x: Tensor, k: Tensor, b: Tensor) -> Tensor:
                return torch.conv_transpose2d(torch.to(x, %2$d), k, b, [2, 2], [1, 1], [0, 0], 1, [1, 1])
              def nearest_%3$s(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
                u = torch.upsample_nearest2d(torch.to(x, %2$d), None, [2., 2.])
                return torch.conv2d(u, torch.to(w, %2$d), None, [1, 1], [1, 1], [1, 1], 1)
              def copy_%3$s(self: __torch__.Ops, w: Tensor) -> Tensor:
                return torch.clone(torch.to(w, %2$d))
              def enlarge_%3$s(self: __torch__.Ops, w: Tensor) -> Tensor:
                return torch.contiguous(torch.to((self).enlarge(w, ), %2$d))
            """;

    private static final String ACTIVATE = """
              def %1$s(self: __torch__.Ops, y: Tensor) -> Tensor:
                return %3$s
              def %2$s(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor) -> Tensor:
                y = torch.batch_norm(x, s, o, m, v, True, 0.1, 1.0000000000000001e-05, True)
                return %3$s
            """;

    private static final String PREPARED = """
              def %1$s(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                y = (self).%2$s_prepared(x, w, b, )
                return %3$s
            """;

    private ScriptSource() {}

    static String learning(Window window, Precision precision) {
        return name(window) + "_" + name(precision);
    }

    static String prepared(Window window, Slope slope, Precision precision) {
        return learning(window, precision) + "_" + name(slope);
    }

    static String nearest(Precision precision) {
        return "nearest_" + name(precision);
    }

    static String copy(Precision precision) {
        return "copy_" + name(precision);
    }

    /** The method that brings a weight into the form that {@link #prepared} takes. */
    static String prepare(Window window, Precision precision) {
        return window == Window.DOUBLING ? "enlarge_" + name(precision) : copy(precision);
    }

    static String activate(Slope slope) {
        return name(slope);
    }

    static String normalize(Slope slope) {
        return "normalize_" + name(slope);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String expression(Slope slope) {
        return switch (slope) {
            case LINEAR -> "y";
            case RELU -> "torch.relu_(y)";
            case LEAKY -> "torch.leaky_relu_(y, 0.2)";
        };
    }

    static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Slope slope : Slope.values()) {
            add(text, ACTIVATE, activate(slope), normalize(slope), expression(slope));
        }
        for (Precision precision : Precision.values()) {
            int type = precision == Precision.BFLOAT16 ? 15 : 6;
            for (Window window : Window.values()) {
                String method = learning(window, precision);
                if (window == Window.DOUBLING) {
                    add(text, DOUBLE, method, type, name(precision));
                } else {
                    add(text, CONVOLVE, method, type, window.stride(), window.padding());
                }
                for (Slope slope : Slope.values()) {
                    add(text, PREPARED, prepared(window, slope, precision), method, expression(slope));
                }
            }
        }
        return text.toString();
    }

    private static void add(StringBuilder text, String template, Object... values) {
        text.append(String.format(Locale.ROOT, template, values));
    }
}
