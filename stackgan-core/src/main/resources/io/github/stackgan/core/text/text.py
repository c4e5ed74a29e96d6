class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Ops, x: Tensor) -> Tensor:
    return x

  # A convolution over places, computed in bfloat16; what comes in and out has 32 bits.
  def convolve(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    y = torch.conv1d(torch.to(x, 15), torch.to(w, 15), torch.to(b, 15), [1], [0], [1], 1)
    return torch.to(y, 6)
