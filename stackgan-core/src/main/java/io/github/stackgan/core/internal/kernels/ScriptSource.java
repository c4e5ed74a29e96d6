package io.github.stackgan.core.internal.kernels;

import io.github.stackgan.Precision;
import java.util.Locale;

/**
 * Writes the kernels in TorchScript, and knows the names of their methods. The engine counts types, 6 is a 32-bit float, 15 a bfloat16, and
 * layouts: 0 has a channel's cells side by side, 2 a cell's channels ("channels last").
 */
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
              def planes(self: __torch__.Ops, x: Tensor) -> Tensor:
                return torch.contiguous(x)
              def enlarge(self: __torch__.Ops, w: Tensor) -> Tensor:
                p = torch.constant_pad_nd(w, [1, 1, 1, 1], 0)
                a = torch.add(torch.slice(p, 2, 0, 4, 1), torch.slice(p, 2, 1, 5, 1))
                b = torch.add(torch.slice(a, 3, 0, 4, 1), torch.slice(a, 3, 1, 5, 1))
                return torch.transpose(torch.flip(b, [2, 3]), 0, 1)
              def adam(self: __torch__.Ops, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], s: List[Tensor], h: Tensor) -> Tensor:
                lr = float(torch.select(h, 0, 0))
                beta1 = float(torch.select(h, 0, 1))
                beta2 = float(torch.select(h, 0, 2))
                eps = float(torch.select(h, 0, 3))
                torch._fused_adam_(w, g, m, v, annotate(List[Tensor], []), s, lr=lr, beta1=beta1, beta2=beta2, weight_decay=0., eps=eps, amsgrad=False, maximize=False)
                return h
              def gradients(self: __torch__.Ops, loss: Tensor, w: List[Tensor]) -> List[Tensor]:
                found = torch.grad([loss], w, None, False, False, True)
                result = annotate(List[Tensor], [])
                for i in range(torch.len(found)):
                  g = found[i]
                  if torch.__is__(g, None):
                    r = torch.zeros_like(w[i])
                  else:
                    r = torch.contiguous(torch._unwrap_optional(g))
                  t = torch.append(result, r)
                return result
              def step(self: __torch__.Ops, p: Tensor, axis: int) -> Tensor:
                return torch.sub(torch.slice(p, axis, 0, -1, 1), torch.slice(p, axis, 1, 9223372036854775807, 1))
              def product(self: __torch__.Ops, x: Tensor, k: Tensor) -> Tensor:
                rows = torch.reshape(torch.permute(x, [1, 0, 2, 3]), [torch.size(x, 1), -1])
                y = torch.reshape(torch.mm(k, rows), [torch.size(k, 0), torch.size(x, 0), torch.size(x, 2), torch.size(x, 3)])
                return torch.permute(y, [1, 0, 2, 3])
            """;

    /** In either layout; the last form takes a kernel in the wanted type. */
    private static final String CONVOLVE = """
              def %1$s(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
                return torch.conv2d(torch.to(x, %2$d, False, False, 0), torch.to(w, %2$d), None, [%3$d, %3$d], [%4$d, %4$d], [1, 1], 1)
              def %1$s_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
                return torch.conv2d(torch.to(x, %2$d, False, False, 2), torch.to(w, %2$d, False, False, 2), None, [%3$d, %3$d], [%4$d, %4$d], [1, 1], 1)
              def %1$s_prepared(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                return torch.conv2d(torch.to(x, %2$d), w, b, [%3$d, %3$d], [%4$d, %4$d], [1, 1], 1)
            """;

    /** Nearest-neighbour upsampling and a 3x3 convolution are one transposed convolution with a 4x4 kernel. */
    private static final String DOUBLE = """
              def %1$s(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
                k = (self).enlarge(torch.to(w, %2$d), )
                return torch.conv_transpose2d(torch.to(x, %2$d, False, False, 0), k, None, [2, 2], [1, 1], [0, 0], 1, [1, 1])
              def %1$s_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
                k = torch.contiguous((self).enlarge(torch.to(w, %2$d), ), memory_format=2)
                return torch.conv_transpose2d(torch.to(x, %2$d, False, False, 2), k, None, [2, 2], [1, 1], [0, 0], 1, [1, 1])
              def %1$s_prepared(self: __torch__.Ops, x: Tensor, k: Tensor, b: Tensor) -> Tensor:
                return torch.conv_transpose2d(torch.to(x, %2$d), k, b, [2, 2], [1, 1], [0, 0], 1, [1, 1])
              def copy_%3$s(self: __torch__.Ops, w: Tensor) -> Tensor:
                return torch.clone(torch.to(w, %2$d))
              def enlarge_%3$s(self: __torch__.Ops, w: Tensor) -> Tensor:
                return torch.contiguous(torch.to((self).enlarge(w, ), %2$d))
            """;

    /** The engine wants a transposed convolution's weight as (in, out, 4, 4). */
    private static final String TRANSPOSE = """
              def %1$s(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
                k = torch.transpose(torch.to(w, %2$d), 0, 1)
                return torch.conv_transpose2d(torch.to(x, %2$d, False, False, 0), k, None, [2, 2], [1, 1], [0, 0], 1, [1, 1])
              def %1$s_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
                k = torch.contiguous(torch.transpose(torch.to(w, %2$d), 0, 1), memory_format=2)
                return torch.conv_transpose2d(torch.to(x, %2$d, False, False, 2), k, None, [2, 2], [1, 1], [0, 0], 1, [1, 1])
              def %1$s_prepared(self: __torch__.Ops, x: Tensor, k: Tensor, b: Tensor) -> Tensor:
                return torch.conv_transpose2d(torch.to(x, %2$d), k, b, [2, 2], [1, 1], [0, 0], 1, [1, 1])
              def transpose_%3$s(self: __torch__.Ops, w: Tensor) -> Tensor:
                return torch.clone(torch.contiguous(torch.to(torch.transpose(w, 0, 1), %2$d)))
            """;

    /**
     * Upsampling and a 3x3 convolution by differences: with x and what it lacks to its neighbours above, to the left, and both, nine products for each
     * pixel are enough, where the enlarged picture takes 36 and the transposed convolution 16. Of the rows w0, w1, w2 of the kernel,
     * a pixel's upper half is w0 (above - x) + (w0 + w1 + w2) x, its lower half (w0 + w1 + w2) x - w2 (x - below); columns
     * likewise. {@code t} (9, 9) turns the kernel into the nine that this needs: see {@link Differences}.
     */
    private static final String DIFFERENCES = """
              def differences_%1$s(self: __torch__.Ops, grid: Tensor, weight: Tensor, t: Tensor) -> Tensor:
                x = torch.to(grid, %2$d, False, False, 0)
                w = torch.to(weight, %2$d)
                o = torch.size(w, 0)
                i = torch.size(w, 1)
                k = torch.mm(torch.to(t, %2$d), torch.transpose(torch.reshape(w, [-1, 9]), 0, 1))
                n = torch.reshape(k, [torch.mul(o, 9), i])
                ks = torch.split_with_sizes(n, [o, torch.mul(o, 2), torch.mul(o, 2), torch.mul(o, 4)], 0)
                rows = (self).step(torch.constant_pad_nd(x, [0, 0, 1, 1], 0), 2, )
                columns = (self).step(torch.constant_pad_nd(x, [1, 1, 0, 0], 0), 3, )
                both = (self).step(torch.constant_pad_nd(rows, [1, 1, 0, 0], 0), 3, )
                a = (self).product(x, ks[0], )
                r = torch.chunk((self).product(rows, ks[1], ), 2, 1)
                c = torch.chunk((self).product(columns, ks[2], ), 2, 1)
                b = torch.chunk((self).product(both, ks[3], ), 4, 1)
                upper = torch.add(a, torch.constant_pad_nd(r[0], [0, 0, 0, -1], 0))
                lower = torch.add(a, torch.constant_pad_nd(r[1], [0, 0, -1, 0], 0))
                left = torch.constant_pad_nd(c[0], [0, -1], 0)
                right = torch.constant_pad_nd(c[1], [-1, 0], 0)
                ul = torch.add(torch.add(upper, left), torch.constant_pad_nd(b[0], [0, -1, 0, -1], 0))
                ur = torch.add(torch.add(upper, right), torch.constant_pad_nd(b[1], [-1, 0, 0, -1], 0))
                ll = torch.add(torch.add(lower, left), torch.constant_pad_nd(b[2], [0, -1, -1, 0], 0))
                lr = torch.add(torch.add(lower, right), torch.constant_pad_nd(b[3], [-1, 0, -1, 0], 0))
                return torch.pixel_shuffle(torch.flatten(torch.stack([ul, ur, ll, lr], 2), 1, 2), 2)
            """;

    /** The same on small grids: the differences of cells are a product too, with {@link DifferenceSteps}, and so is what puts the nine results together, with {@link DifferenceSums}. */
    private static final String SMALL_DIFFERENCES = """
              def small_differences_%1$s(self: __torch__.Ops, grid: Tensor, weight: Tensor, t: Tensor, d: Tensor, e: Tensor) -> Tensor:
                n = torch.size(grid, 0)
                h = torch.size(grid, 2)
                v = torch.size(grid, 3)
                o = torch.size(weight, 0)
                i = torch.size(weight, 1)
                x = torch.reshape(torch.permute(torch.to(grid, %2$d), [1, 0, 2, 3]), [torch.mul(i, n), torch.mul(h, v)])
                k = torch.mm(torch.to(t, %2$d), torch.transpose(torch.reshape(torch.to(weight, %2$d), [-1, 9]), 0, 1))
                ks = torch.split_with_sizes(torch.reshape(k, [torch.mul(o, 9), i]), [o, torch.mul(o, 2), torch.mul(o, 2), torch.mul(o, 4)], 0)
                taller = torch.add(h, 1)
                wider = torch.add(v, 1)
                ds = torch.split_with_sizes(torch.to(d, %2$d), [torch.mul(taller, v), torch.mul(h, wider), torch.mul(taller, wider)], 1)
                a = torch.reshape(torch.mm(ks[0], torch.reshape(x, [i, -1])), [o, n, -1])
                r = torch.reshape(torch.mm(ks[1], torch.reshape(torch.mm(x, ds[0]), [i, -1])), [2, o, n, -1])
                c = torch.reshape(torch.mm(ks[2], torch.reshape(torch.mm(x, ds[1]), [i, -1])), [2, o, n, -1])
                b = torch.reshape(torch.mm(ks[3], torch.reshape(torch.mm(x, ds[2]), [i, -1])), [4, o, n, -1])
                r0, r1 = torch.unbind(r, 0)
                c0, c1 = torch.unbind(c, 0)
                b0, b1, b2, b3 = torch.unbind(b, 0)
                all = torch.cat([a, r0, r1, c0, c1, b0, b1, b2, b3], 2)
                y = torch.mm(torch.reshape(all, [torch.mul(o, n), -1]), torch.to(e, %2$d))
                return torch.permute(torch.reshape(y, [o, n, torch.mul(h, 2), torch.mul(v, 2)]), [1, 0, 2, 3])
            """;

    /**
     * A convolution as one product with the weights as they lie, of columns that a {@link Selection} picks. The engine's own brings weights into
     * another order for each pass, which takes longer than the product where there are few cells: measured, docs/decisions/0005-kernels.md.
     */
    private static final String COLUMNS = """
              def columns_%1$s(self: __torch__.Ops, x: Tensor, w: Tensor, s: Tensor, height: Tensor) -> Tensor:
                n = torch.size(x, 0)
                o = torch.size(w, 0)
                rows = torch.reshape(torch.to(x, %2$d, False, False, 0), [-1, torch.size(s, 0)])
                picked = torch.mm(rows, torch.to(s, %2$d))
                places = torch.mul(torch.size(w, 1), torch.mul(torch.size(w, 2), torch.size(w, 3)))
                c = torch.permute(torch.reshape(picked, [n, places, -1]), [1, 0, 2])
                y = torch.mm(torch.reshape(torch.to(w, %2$d), [o, -1]), torch.reshape(c, [places, -1]))
                return torch.permute(torch.reshape(y, [o, n, int(height), -1]), [1, 0, 2, 3])
            """;

    /** The last form takes several batches, one after the other. */
    private static final String ACTIVATE = """
              def %1$s(self: __torch__.Ops, y: Tensor) -> Tensor:
                return %3$s
              def %2$s(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor) -> Tensor:
                y = torch.batch_norm(x, s, o, m, v, True, 0.1, 1.0000000000000001e-05, True)
                return %3$s
              def %2$s_apart(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor, n: Tensor) -> Tensor:
                count = int(n)
                parts = torch.chunk(x, count, 0)
                normal = annotate(List[Tensor], [])
                for i in range(count):
                  t = torch.append(normal, torch.batch_norm(parts[i], s, o, m, v, True, 0.1, 1.0000000000000001e-05, True))
                y = torch.cat(normal, 0)
                return %3$s
            """;

    private static final String PREPARED = """
              def %1$s(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
                y = (self).%2$s_prepared(x, w, b, )
                return %3$s
            """;

    private ScriptSource() {}

    /** The engine's number of a type. */
    static int type(Precision precision) {
        return precision == Precision.BFLOAT16 ? 15 : 6;
    }

    static String learning(Window window, Precision precision) {
        return name(window) + "_" + name(precision);
    }

    /** The method of {@link #learning} that lays a cell's channels side by side. */
    static String channelsLast(Window window, Precision precision) {
        return learning(window, precision) + "_last";
    }

    static String columns(Precision precision) {
        return "columns_" + name(precision);
    }

    static String prepared(Window window, Slope slope, Precision precision) {
        return learning(window, precision) + "_" + name(slope);
    }

    static String differences(Precision precision) {
        return "differences_" + name(precision);
    }

    static String smallDifferences(Precision precision) {
        return "small_differences_" + name(precision);
    }

    static String copy(Precision precision) {
        return "copy_" + name(precision);
    }

    /** The method that brings a weight into the form that {@link #prepared} takes. */
    static String prepare(Window window, Precision precision) {
        return switch (window) {
            case DOUBLING -> "enlarge_" + name(precision);
            case TRANSPOSED -> "transpose_" + name(precision);
            case CELL, SAME, HALVING -> copy(precision);
        };
    }

    static String activate(Slope slope) {
        return name(slope);
    }

    static String normalize(Slope slope) {
        return "normalize_" + name(slope);
    }

    static String normalizeApart(Slope slope) {
        return normalize(slope) + "_apart";
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
            int type = type(precision);
            add(text, COLUMNS, name(precision), type);
            for (Window window : Window.values()) {
                String method = learning(window, precision);
                if (window == Window.DOUBLING) {
                    add(text, DOUBLE, method, type, name(precision));
                    add(text, DIFFERENCES, name(precision), type);
                    add(text, SMALL_DIFFERENCES, name(precision), type);
                } else if (window == Window.TRANSPOSED) {
                    add(text, TRANSPOSE, method, type, name(precision));
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
