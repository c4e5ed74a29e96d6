class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Ops, x: Tensor) -> Tensor:
    return x

  # Brings a kernel, in the type and form of the direct convolution, into oneDNN's order; x is a typical feature map.
  # The engine takes the padding before the stride here.
  def pack(self: __torch__.Ops, w: Tensor, x: Tensor, stride: int, padding: int) -> Tensor:
    size = torch.size(x)
    return ops.mkldnn._reorder_convolution_weight(w, [padding, padding], [stride, stride], [1, 1], 1, size)
  def pack_transposed(self: __torch__.Ops, w: Tensor, x: Tensor) -> Tensor:
    return ops.mkldnn._reorder_convolution_transpose_weight(w, [1, 1], [0, 0], [2, 2], [1, 1], 1, torch.size(x))

  # Convolutions with the activation in the same operation; "slope" is of leaky ReLU alone.
  def convolve(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, stride: int, padding: int, activation: str,
      slope: List[Optional[number]]) -> Tensor:
    a = torch.to(x, ops.prim.dtype(b))
    return ops.mkldnn._convolution_pointwise(
      a, w, b, [padding, padding], [stride, stride], [1, 1], 1, activation, slope, None)
  def double(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor, activation: str,
      slope: List[Optional[number]]) -> Tensor:
    a = torch.to(x, ops.prim.dtype(b))
    return ops.mkldnn._convolution_transpose_pointwise(
      a, w, b, [1, 1], [0, 0], [2, 2], [1, 1], 1, activation, slope, None)

  def pointwise_pack(self: __torch__.Ops, w: Tensor, x: Tensor) -> Tensor:
    return (self).pack(w, x, 1, 0, )
  def same_pack(self: __torch__.Ops, w: Tensor, x: Tensor) -> Tensor:
    return (self).pack(w, x, 1, 1, )
  def halving_pack(self: __torch__.Ops, w: Tensor, x: Tensor) -> Tensor:
    return (self).pack(w, x, 2, 1, )
  def doubling_pack(self: __torch__.Ops, w: Tensor, x: Tensor) -> Tensor:
    return (self).pack_transposed(w, x, )
  def transposed_pack(self: __torch__.Ops, w: Tensor, x: Tensor) -> Tensor:
    return (self).pack_transposed(w, x, )
  def pointwise_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).convolve(x, w, b, 1, 0, "none", s, )
  def pointwise_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).convolve(x, w, b, 1, 0, "relu", s, )
  def pointwise_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [0.2])
    return (self).convolve(x, w, b, 1, 0, "leaky_relu", s, )
  def same_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).convolve(x, w, b, 1, 1, "none", s, )
  def same_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).convolve(x, w, b, 1, 1, "relu", s, )
  def same_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [0.2])
    return (self).convolve(x, w, b, 1, 1, "leaky_relu", s, )
  def halving_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).convolve(x, w, b, 2, 1, "none", s, )
  def halving_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).convolve(x, w, b, 2, 1, "relu", s, )
  def halving_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [0.2])
    return (self).convolve(x, w, b, 2, 1, "leaky_relu", s, )
  def doubling_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).double(x, w, b, "none", s, )
  def doubling_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).double(x, w, b, "relu", s, )
  def doubling_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [0.2])
    return (self).double(x, w, b, "leaky_relu", s, )
  def transposed_linear(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).double(x, w, b, "none", s, )
  def transposed_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [])
    return (self).double(x, w, b, "relu", s, )
  def transposed_leaky_relu(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    s = annotate(List[Optional[number]], [0.2])
    return (self).double(x, w, b, "leaky_relu", s, )
