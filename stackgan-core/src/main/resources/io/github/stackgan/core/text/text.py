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

  # The mean of a gated recurrence's hidden states: x has the features (N, C, steps); then weight and bias from the text,
  # and from the hidden state, of update, reset and candidate. The next state is h + u (candidate - h).
  def gated(self: __torch__.Ops, x: Tensor, ui: Tensor, ub: Tensor, uh: Tensor, uc: Tensor, ri: Tensor, rb: Tensor,
      rh: Tensor, rc: Tensor, ci: Tensor, cb: Tensor, ch: Tensor, cc: Tensor) -> Tensor:
    rows = torch.contiguous(torch.permute(x, [2, 0, 1]))
    updates = torch.unbind(torch.linear(rows, ui, ub), 0)
    resets = torch.unbind(torch.linear(rows, ri, rb), 0)
    candidates = torch.unbind(torch.linear(rows, ci, cb), 0)
    hidden = torch.tanh(candidates[0])
    sum = hidden
    for i in range(torch.sub(torch.len(updates), 1)):
      k = torch.add(i, 1)
      u = torch.sigmoid(torch.add(updates[k], torch.linear(hidden, uh, uc)))
      r = torch.sigmoid(torch.add(resets[k], torch.linear(hidden, rh, rc)))
      past = torch.linear(torch.mul(r, hidden), ch, cc)
      candidate = torch.tanh(torch.add(candidates[k], past))
      hidden = torch.add(torch.mul(u, torch.sub(candidate, hidden)), hidden)
      sum = torch.add(sum, hidden)
    return torch.div(sum, torch.len(updates))
