class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Ops, x: Tensor) -> Tensor:
    return x

  # The mean of all states of a layer that reads its last state.
  def plain(self: __torch__.Ops, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
    steps = torch.unbind(x)
    n = torch.len(steps)
    state = torch.relu(steps[0])
    sum = state
    for i in range(torch.sub(n, 1)):
      state = torch.relu(torch.add(steps[torch.add(i, 1)], torch.linear(state, w, b)))
      sum = torch.add(sum, state)
    return torch.div(sum, n)

  # The same of a gated one: update, reset and candidate; an open update gate takes the candidate.
  def gated(self: __torch__.Ops, x: Tensor, y: Tensor, z: Tensor, wx: Tensor, bx: Tensor, wy: Tensor, by: Tensor,
      wz: Tensor, bz: Tensor) -> Tensor:
    updates = torch.unbind(x)
    resets = torch.unbind(y)
    candidates = torch.unbind(z)
    n = torch.len(updates)
    state = torch.tanh(candidates[0])
    sum = state
    for i in range(torch.sub(n, 1)):
      k = torch.add(i, 1)
      update = torch.sigmoid(torch.add(updates[k], torch.linear(state, wx, bx)))
      reset = torch.sigmoid(torch.add(resets[k], torch.linear(state, wy, by)))
      candidate = torch.tanh(torch.add(candidates[k], torch.linear(torch.mul(reset, state), wz, bz)))
      state = torch.lerp(state, candidate, update)
      sum = torch.add(sum, state)
    return torch.div(sum, n)
