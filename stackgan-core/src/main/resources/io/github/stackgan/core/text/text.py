class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Ops, x: Tensor) -> Tensor:
    return x

  # Rows of x (n, c) as windows (d, s) see them, (d, s, c).
  def look(self: __torch__.Ops, x: Tensor, windows: Tensor) -> Tensor:
    return torch.embedding(x, windows, -1, False, False)

  # The convolution of characters, w (o, 70, 4): of the 70 numbers at a place one is 1, or none, so rows are added up.
  def letters(self: __torch__.Ops, windows: Tensor, w: Tensor, b: Tensor) -> Tensor:
    rows = torch.constant_pad_nd(torch.permute(w, [2, 1, 0]), [0, 0, 0, 1], 0.)
    t0, t1, t2, t3, = torch.unbind(rows, 0)
    w0, w1, w2, w3, = torch.unbind(windows, 1)
    y01 = torch.add((self).look(t0, w0, ), (self).look(t1, w1, ))
    y23 = torch.add((self).look(t2, w2, ), (self).look(t3, w3, ))
    return torch.threshold(torch.add(torch.add(y01, y23), b), 9.9999999999999995e-07, 0.)

  # The other convolutions, w (o, c, 4).
  def convolve(self: __torch__.Ops, x: Tensor, windows: Tensor, w: Tensor, b: Tensor) -> Tensor:
    seen = torch.reshape(torch.transpose((self).look(x, windows, ), 1, 2), [torch.size(windows, 0), -1])
    return torch.threshold(torch.linear(seen, torch.flatten(w, 1, -1), b), 9.9999999999999995e-07, 0.)
  def convolve_bfloat16(self: __torch__.Ops, x: Tensor, windows: Tensor, w: Tensor, b: Tensor) -> Tensor:
    seen = torch.transpose((self).look(torch.to(x, 15), windows, ), 1, 2)
    rows = torch.reshape(seen, [torch.size(windows, 0), -1])
    y = torch.linear(rows, torch.to(torch.flatten(w, 1, -1), 15), torch.to(b, 15))
    return torch.threshold(torch.to(y, 6), 9.9999999999999995e-07, 0.)

  def pool(self: __torch__.Ops, x: Tensor, windows: Tensor) -> Tensor:
    return torch.amax((self).look(x, windows, ), [1])

  # What a gate makes of the text, i (c, c), for all steps (t, n) at once, (t, n, c); steps number the rows of x.
  def inputs(self: __torch__.Ops, x: Tensor, steps: Tensor, i: Tensor, b: Tensor) -> Tensor:
    return (self).look(torch.linear(x, i, b), steps, )

  # The mean of the states, of a recurrence by ReLU.
  def plain(self: __torch__.Ops, x: Tensor, steps: Tensor, i: Tensor, bi: Tensor, h: Tensor, bh: Tensor) -> Tensor:
    seen = (self).inputs(x, steps, i, bi, )
    later = torch.unbind(torch.add(seen, bh), 0)
    w = torch.t(h)
    state = torch.relu(torch.select(seen, 0, 0))
    total = state
    for k in range(1, torch.len(later)):
      state = torch.relu(torch.addmm(later[k], state, w))
      total = torch.add(total, state)
    return torch.div(total, torch.len(later))

  # The same of a gated one: update, reset, candidate; an open update gate takes the candidate.
  def gated(self: __torch__.Ops, x: Tensor, steps: Tensor, iu: Tensor, biu: Tensor, hu: Tensor, bhu: Tensor,
      ir: Tensor, bir: Tensor, hr: Tensor, bhr: Tensor, ic: Tensor, bic: Tensor, hc: Tensor, bhc: Tensor) -> Tensor:
    update = torch.unbind((self).inputs(x, steps, iu, torch.add(biu, bhu), ), 0)
    reset = torch.unbind((self).inputs(x, steps, ir, torch.add(bir, bhr), ), 0)
    seen = (self).inputs(x, steps, ic, bic, )
    candidate = torch.unbind(torch.add(seen, bhc), 0)
    wu = torch.t(hu)
    wr = torch.t(hr)
    wc = torch.t(hc)
    state = torch.tanh(torch.select(seen, 0, 0))
    total = state
    for k in range(1, torch.len(candidate)):
      u = torch.sigmoid(torch.addmm(update[k], state, wu))
      r = torch.sigmoid(torch.addmm(reset[k], state, wr))
      c = torch.tanh(torch.addmm(candidate[k], torch.mul(r, state), wc))
      state = torch.addcmul(state, u, torch.sub(c, state))
      total = torch.add(total, state)
    return torch.div(total, torch.len(candidate))
