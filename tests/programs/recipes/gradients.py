import copy

import torch
from torch.autograd import Variable

torch.manual_seed(0)
x, y = torch.ones(5), torch.zeros(3)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
z = torch.matmul(x, w) + b
loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y)
loss.backward(retain_graph=True)
print(w.grad, b.grad, z, z.detach())
loss.backward()
with torch.no_grad():
    w -= 0.1 * w.grad
    w.grad.zero_()
print(w, w.grad)
v = Variable(torch.ones(2), requires_grad=True)
(v * 2).sum().backward()
print(v, v.grad.data)
for wrong in (loss.backward, z.backward, w.numpy, lambda: w.add_(1)):
    try:
        wrong()
    except RuntimeError as error:
        print(error)
model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Tanh(), torch.nn.Linear(2, 2))
saved = copy.deepcopy(model.state_dict())
model[0].weight.data.fill_(0.01)
print(model.load_state_dict(saved), model.state_dict())
for p in model[0].parameters():
    p.requires_grad = False
print([name for name, p in model.named_parameters() if p.requires_grad])
print(torch.optim.SGD([{"params": model[0].parameters()}, {"params": model[2].parameters(), "lr": 1e-3}], lr=1e-2))
