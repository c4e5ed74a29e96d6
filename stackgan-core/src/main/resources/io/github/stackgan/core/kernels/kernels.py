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
  def relu(self: __torch__.Ops, y: Tensor) -> Tensor:
    return torch.relu_(y)
  def leaky_relu(self: __torch__.Ops, y: Tensor) -> Tensor:
    return torch.leaky_relu_(y, 0.2)

  # Adds a number to each channel.
  def shift(self: __torch__.Ops, x: Tensor, b: Tensor) -> Tensor:
    return torch.add(x, torch.to(torch.reshape(b, [1, -1, 1, 1]), ops.prim.dtype(x)))

  # Batch normalisation by the batch's own statistics; "apart" takes several batches, one after the other.
  def normalize(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor) -> Tensor:
    return torch.batch_norm(x, s, o, m, v, True, 0.1, 1.0000000000000001e-05, True)
  def normalize_apart(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor,
      n: Tensor) -> Tensor:
    count = int(n)
    parts = torch.chunk(x, count, 0)
    normal = annotate(List[Tensor], [])
    for i in range(count):
      t = torch.append(normal, (self).normalize(parts[i], s, o, m, v, ))
    return torch.cat(normal, 0)
  def normalize_linear(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor) -> Tensor:
    y = (self).normalize(x, s, o, m, v, )
    return y
  def normalize_linear_apart(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor,
      n: Tensor) -> Tensor:
    y = (self).normalize_apart(x, s, o, m, v, n, )
    return y
  def normalize_relu(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor) -> Tensor:
    y = (self).normalize(x, s, o, m, v, )
    return torch.relu_(y)
  def normalize_relu_apart(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor,
      n: Tensor) -> Tensor:
    y = (self).normalize_apart(x, s, o, m, v, n, )
    return torch.relu_(y)
  def normalize_leaky_relu(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor) -> Tensor:
    y = (self).normalize(x, s, o, m, v, )
    return torch.leaky_relu_(y, 0.2)
  def normalize_leaky_relu_apart(self: __torch__.Ops, x: Tensor, s: Tensor, o: Tensor, m: Tensor, v: Tensor,
      n: Tensor) -> Tensor:
    y = (self).normalize_apart(x, s, o, m, v, n, )
    return torch.leaky_relu_(y, 0.2)

  # Convolutions, in either layout of x; prepared weights and biases have the wanted type.
  def convolve(self: __torch__.Ops, x: Tensor, w: Tensor, dtype: int, stride: int, padding: int) -> Tensor:
    a = torch.to(x, dtype, False, False, 0)
    return torch.conv2d(a, torch.to(w, dtype), None, [stride, stride], [padding, padding], [1, 1], 1)
  def convolve_last(self: __torch__.Ops, x: Tensor, w: Tensor, dtype: int, stride: int, padding: int) -> Tensor:
    a = torch.to(x, dtype, False, False, 2)
    k = torch.to(w, dtype, False, False, 2)
    return torch.conv2d(a, k, None, [stride, stride], [padding, padding], [1, 1], 1)
  def convolve_prepared(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, stride: int, padding: int) -> Tensor:
    a = torch.to(x, ops.prim.dtype(b))
    return torch.conv2d(a, w, b, [stride, stride], [padding, padding], [1, 1], 1)

  # Transposed convolutions with a 4x4 kernel and stride 2. The engine wants the kernel k as (in, out, 4, 4).
  def double(self: __torch__.Ops, x: Tensor, k: Tensor, dtype: int) -> Tensor:
    a = torch.to(x, dtype, False, False, 0)
    return torch.conv_transpose2d(a, k, None, [2, 2], [1, 1], [0, 0], 1, [1, 1])
  def double_last(self: __torch__.Ops, x: Tensor, w: Tensor, dtype: int) -> Tensor:
    a = torch.to(x, dtype, False, False, 2)
    k = torch.contiguous(w, memory_format=2)
    return torch.conv_transpose2d(a, k, None, [2, 2], [1, 1], [0, 0], 1, [1, 1])
  def double_prepared(self: __torch__.Ops, x: Tensor, k: Tensor, b: Tensor) -> Tensor:
    a = torch.to(x, ops.prim.dtype(b))
    return torch.conv_transpose2d(a, k, b, [2, 2], [1, 1], [0, 0], 1, [1, 1])

  # The 4x4 kernel whose transposed convolution is nearest-neighbour upsampling and a convolution with the 3x3 w.
  def enlarge(self: __torch__.Ops, w: Tensor) -> Tensor:
    p = torch.constant_pad_nd(w, [1, 1, 1, 1], 0)
    a = torch.add(torch.slice(p, 2, 0, 4, 1), torch.slice(p, 2, 1, 5, 1))
    b = torch.add(torch.slice(a, 3, 0, 4, 1), torch.slice(a, 3, 1, 5, 1))
    return torch.transpose(torch.flip(b, [2, 3]), 0, 1)

  # Weights that learn, and what brings those that do not into the form of prepared ones: float32.
  def pointwise_float32(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve(x, w, 6, 1, 0, )
  def pointwise_float32_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve_last(x, w, 6, 1, 0, )
  def same_float32(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve(x, w, 6, 1, 1, )
  def same_float32_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve_last(x, w, 6, 1, 1, )
  def halving_float32(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve(x, w, 6, 2, 1, )
  def halving_float32_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve_last(x, w, 6, 2, 1, )
  def doubling_float32(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).double(x, (self).enlarge(torch.to(w, 6), ), 6, )
  def doubling_float32_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).double_last(x, (self).enlarge(torch.to(w, 6), ), 6, )
  def transposed_float32(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).double(x, torch.transpose(torch.to(w, 6), 0, 1), 6, )
  def transposed_float32_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).double_last(x, torch.transpose(torch.to(w, 6), 0, 1), 6, )
  def copy_float32(self: __torch__.Ops, w: Tensor) -> Tensor:
    return torch.clone(torch.to(w, 6))
  def enlarge_float32(self: __torch__.Ops, w: Tensor) -> Tensor:
    return torch.contiguous(torch.to((self).enlarge(w, ), 6))
  def transpose_float32(self: __torch__.Ops, w: Tensor) -> Tensor:
    return torch.clone(torch.contiguous(torch.to(torch.transpose(w, 0, 1), 6)))

  # Weights that learn, and what brings those that do not into the form of prepared ones: bfloat16.
  def pointwise_bfloat16(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve(x, w, 15, 1, 0, )
  def pointwise_bfloat16_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve_last(x, w, 15, 1, 0, )
  def same_bfloat16(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve(x, w, 15, 1, 1, )
  def same_bfloat16_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve_last(x, w, 15, 1, 1, )
  def halving_bfloat16(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve(x, w, 15, 2, 1, )
  def halving_bfloat16_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).convolve_last(x, w, 15, 2, 1, )
  def doubling_bfloat16(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).double(x, (self).enlarge(torch.to(w, 15), ), 15, )
  def doubling_bfloat16_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).double_last(x, (self).enlarge(torch.to(w, 15), ), 15, )
  def transposed_bfloat16(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).double(x, torch.transpose(torch.to(w, 15), 0, 1), 15, )
  def transposed_bfloat16_last(self: __torch__.Ops, x: Tensor, w: Tensor) -> Tensor:
    return (self).double_last(x, torch.transpose(torch.to(w, 15), 0, 1), 15, )
  def copy_bfloat16(self: __torch__.Ops, w: Tensor) -> Tensor:
    return torch.clone(torch.to(w, 15))
  def enlarge_bfloat16(self: __torch__.Ops, w: Tensor) -> Tensor:
    return torch.contiguous(torch.to((self).enlarge(w, ), 15))
  def transpose_bfloat16(self: __torch__.Ops, w: Tensor) -> Tensor:
    return torch.clone(torch.contiguous(torch.to(torch.transpose(w, 0, 1), 15)))

  # Prepared weights, with the activation.
  def pointwise_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).convolve_prepared(x, w, b, 1, 0, )
    return y
  def pointwise_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).convolve_prepared(x, w, b, 1, 0, )
    return torch.relu_(y)
  def pointwise_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).convolve_prepared(x, w, b, 1, 0, )
    return torch.leaky_relu_(y, 0.2)
  def same_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).convolve_prepared(x, w, b, 1, 1, )
    return y
  def same_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).convolve_prepared(x, w, b, 1, 1, )
    return torch.relu_(y)
  def same_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).convolve_prepared(x, w, b, 1, 1, )
    return torch.leaky_relu_(y, 0.2)
  def halving_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).convolve_prepared(x, w, b, 2, 1, )
    return y
  def halving_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).convolve_prepared(x, w, b, 2, 1, )
    return torch.relu_(y)
  def halving_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).convolve_prepared(x, w, b, 2, 1, )
    return torch.leaky_relu_(y, 0.2)
  def doubling_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).double_prepared(x, w, b, )
    return y
  def doubling_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).double_prepared(x, w, b, )
    return torch.relu_(y)
  def doubling_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).double_prepared(x, w, b, )
    return torch.leaky_relu_(y, 0.2)
  def transposed_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).double_prepared(x, w, b, )
    return y
  def transposed_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).double_prepared(x, w, b, )
    return torch.relu_(y)
  def transposed_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = (self).double_prepared(x, w, b, )
    return torch.leaky_relu_(y, 0.2)

  # Upsampling by differences of neighbours: see DifferenceConvolution. t turns a 3x3 kernel into the nine.
  def step(self: __torch__.Ops, p: Tensor, axis: int) -> Tensor:
    return torch.sub(torch.slice(p, axis, 0, -1, 1), torch.slice(p, axis, 1, 9223372036854775807, 1))
  def product(self: __torch__.Ops, x: Tensor, k: Tensor) -> Tensor:
    rows = torch.reshape(torch.permute(x, [1, 0, 2, 3]), [torch.size(x, 1), -1])
    y = torch.reshape(torch.mm(k, rows), [torch.size(k, 0), torch.size(x, 0), torch.size(x, 2), torch.size(x, 3)])
    return torch.permute(y, [1, 0, 2, 3])
  def differences(self: __torch__.Ops, features: Tensor, weight: Tensor, t: Tensor, dtype: int) -> Tensor:
    x = torch.to(features, dtype, False, False, 0)
    w = torch.to(weight, dtype)
    o = torch.size(w, 0)
    i = torch.size(w, 1)
    k = torch.mm(torch.to(t, dtype), torch.transpose(torch.reshape(w, [-1, 9]), 0, 1))
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

  # The same on small feature maps; d takes the differences of cells, e puts the nine results together.
  def small_differences(self: __torch__.Ops, features: Tensor, weight: Tensor, t: Tensor, d: Tensor, e: Tensor,
      dtype: int) -> Tensor:
    n = torch.size(features, 0)
    h = torch.size(features, 2)
    v = torch.size(features, 3)
    o = torch.size(weight, 0)
    i = torch.size(weight, 1)
    x = torch.reshape(torch.permute(torch.to(features, dtype), [1, 0, 2, 3]), [torch.mul(i, n), torch.mul(h, v)])
    k = torch.mm(torch.to(t, dtype), torch.transpose(torch.reshape(torch.to(weight, dtype), [-1, 9]), 0, 1))
    sizes = [o, torch.mul(o, 2), torch.mul(o, 2), torch.mul(o, 4)]
    ks = torch.split_with_sizes(torch.reshape(k, [torch.mul(o, 9), i]), sizes, 0)
    taller = torch.add(h, 1)
    wider = torch.add(v, 1)
    steps = [torch.mul(taller, v), torch.mul(h, wider), torch.mul(taller, wider)]
    ds = torch.split_with_sizes(torch.to(d, dtype), steps, 1)
    a = torch.reshape(torch.mm(ks[0], torch.reshape(x, [i, -1])), [o, n, -1])
    r = torch.reshape(torch.mm(ks[1], torch.reshape(torch.mm(x, ds[0]), [i, -1])), [2, o, n, -1])
    c = torch.reshape(torch.mm(ks[2], torch.reshape(torch.mm(x, ds[1]), [i, -1])), [2, o, n, -1])
    b = torch.reshape(torch.mm(ks[3], torch.reshape(torch.mm(x, ds[2]), [i, -1])), [4, o, n, -1])
    r0, r1 = torch.unbind(r, 0)
    c0, c1 = torch.unbind(c, 0)
    b0, b1, b2, b3 = torch.unbind(b, 0)
    all = torch.cat([a, r0, r1, c0, c1, b0, b1, b2, b3], 2)
    y = torch.mm(torch.reshape(all, [torch.mul(o, n), -1]), torch.to(e, dtype))
    return torch.permute(torch.reshape(y, [o, n, torch.mul(h, 2), torch.mul(v, 2)]), [1, 0, 2, 3])

  # A convolution of columns that the matrix s picks: see Im2ColMatrix.
  def im2col(self: __torch__.Ops, x: Tensor, w: Tensor, s: Tensor, height: Tensor, dtype: int) -> Tensor:
    n = torch.size(x, 0)
    o = torch.size(w, 0)
    rows = torch.reshape(torch.to(x, dtype, False, False, 0), [-1, torch.size(s, 0)])
    picked = torch.mm(rows, torch.to(s, dtype))
    places = torch.mul(torch.size(w, 1), torch.mul(torch.size(w, 2), torch.size(w, 3)))
    c = torch.permute(torch.reshape(picked, [n, places, -1]), [1, 0, 2])
    y = torch.mm(torch.reshape(torch.to(w, dtype), [o, -1]), torch.reshape(c, [places, -1]))
    return torch.permute(torch.reshape(y, [o, n, int(height), -1]), [1, 0, 2, 3])
  def differences_float32(self: __torch__.Ops, x: Tensor, w: Tensor, t: Tensor) -> Tensor:
    return (self).differences(x, w, t, 6, )
  def small_differences_float32(self: __torch__.Ops, x: Tensor, w: Tensor, t: Tensor, d: Tensor, e: Tensor) -> Tensor:
    return (self).small_differences(x, w, t, d, e, 6, )
  def im2col_float32(self: __torch__.Ops, x: Tensor, w: Tensor, s: Tensor, height: Tensor) -> Tensor:
    return (self).im2col(x, w, s, height, 6, )
  def differences_bfloat16(self: __torch__.Ops, x: Tensor, w: Tensor, t: Tensor) -> Tensor:
    return (self).differences(x, w, t, 15, )
  def small_differences_bfloat16(self: __torch__.Ops, x: Tensor, w: Tensor, t: Tensor, d: Tensor, e: Tensor) -> Tensor:
    return (self).small_differences(x, w, t, d, e, 15, )
  def im2col_bfloat16(self: __torch__.Ops, x: Tensor, w: Tensor, s: Tensor, height: Tensor) -> Tensor:
    return (self).im2col(x, w, s, height, 15, )

  # Winograd's way: windows overlap by two cells; the feature map is filled up with zeros to a whole number of them.
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
