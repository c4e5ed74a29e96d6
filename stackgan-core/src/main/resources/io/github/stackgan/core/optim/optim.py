class Ops(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Ops, x: Tensor) -> Tensor:
    return x

  # One step of Adam for a whole network; h has the learning rate, both decays and what is added to the denominator.
  def adam(self: __torch__.Ops, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], s: List[Tensor],
      h: Tensor) -> Tensor:
    lr = float(torch.select(h, 0, 0))
    beta1 = float(torch.select(h, 0, 1))
    beta2 = float(torch.select(h, 0, 2))
    eps = float(torch.select(h, 0, 3))
    torch._fused_adam_(w, g, m, v, annotate(List[Tensor], []), s, lr=lr, beta1=beta1, beta2=beta2, weight_decay=0.,
      eps=eps, amsgrad=False, maximize=False)
    return h

  # The gradient of each weight, 0 for those that the loss does not depend on.
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

  # The gradients of the sum of y by its inputs, which can be derived once more.
  def input_gradients(self: __torch__.Ops, y: Tensor, x: List[Tensor]) -> List[Tensor]:
    found = torch.grad([torch.sum(y)], x, None, True, True, False)
    result = annotate(List[Tensor], [])
    for i in range(torch.len(found)):
      t = torch.append(result, torch._unwrap_optional(found[i]))
    return result
