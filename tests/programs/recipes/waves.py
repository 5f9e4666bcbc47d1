"""Continue sine waves with LSTM cells trained by L-BFGS in double precision, and forecast with causal convolutions."""

import torch
import torch.nn as nn
import torch.optim as optim
from torch.nn.utils.parametrizations import weight_norm

torch.manual_seed(0)
offsets = torch.randint(-20, 20, (12, 1)).double()
data = torch.sin((torch.arange(40) + offsets) / 4.0)
print(data.dtype, data.shape, data.std())


class Sequence(nn.Module):
    def __init__(self, width=10):
        super().__init__()
        self.width = width
        self.lstm1, self.lstm2, self.linear = nn.LSTMCell(1, width), nn.LSTMCell(width, width), nn.Linear(width, 1)

    def forward(self, input, future=0):
        outputs = []
        h_t, c_t, h_t2, c_t2 = (torch.zeros(input.size(0), self.width, dtype=torch.double) for _ in range(4))
        for input_t in input.split(1, dim=1):
            h_t, c_t = self.lstm1(input_t, (h_t, c_t))
            h_t2, c_t2 = self.lstm2(h_t, (h_t2, c_t2))
            output = self.linear(h_t2)
            outputs += [output]
        for _ in range(future):
            h_t, c_t = self.lstm1(output, (h_t, c_t))
            h_t2, c_t2 = self.lstm2(h_t, (h_t2, c_t2))
            output = self.linear(h_t2)
            outputs += [output]
        return torch.cat(outputs, dim=1)


seq, criterion, losses = Sequence().double(), nn.MSELoss(), []
optimizer = optim.LBFGS(seq.parameters(), lr=0.8, max_iter=4)
input, target, test_input, test_target = data[3:, :-1], data[3:, 1:], data[:3, :-1], data[:3, 1:]
for i in range(3):

    def closure():
        optimizer.zero_grad()
        loss = criterion(seq(input), target)
        losses.append(loss.item())
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        pred = seq(test_input, future=10)
        print(f"STEP {i}: loss {losses[-1]:.5f} test loss {criterion(pred[:, :-10], test_target).item():.5f}")
print(pred[:, -3:])


class Causal(nn.Module):
    """A temporal block: dilated convolutions that see no future, and a way around them."""

    def __init__(self, inputs, outputs, dilation):
        super().__init__()
        self.pad = nn.ConstantPad1d((2 * dilation, 0), 0.0)
        self.conv = weight_norm(nn.Conv1d(inputs, outputs, 3, dilation=dilation))
        self.around = nn.Conv1d(inputs, outputs, 1) if inputs != outputs else nn.Identity()

    def forward(self, x):
        return torch.relu(self.conv(self.pad(x)) + self.around(x))


torch.manual_seed(1)
tcn = nn.Sequential(Causal(1, 8, 1), Causal(8, 8, 2), Causal(8, 8, 4), nn.Conv1d(8, 1, 1))
series = data.float().unsqueeze(1)
optimizer = optim.Adam(tcn.parameters(), lr=0.01, maximize=False)
for step in range(30):
    x, y = series[3:, :, :-1], series[3:, :, 1:]
    loss = nn.functional.huber_loss(tcn(x), y, delta=0.5)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"convolutions: {loss.item():.5f}")
with torch.no_grad():
    changed = series[:1].clone()
    changed[..., 30:] += 1
    same = torch.isclose(tcn(changed), tcn(series[:1])).all(dim=1).squeeze(0)
    print("the future does not reach back:", same[:30].all().item(), same[30:].any().item())
windows = data.unfold(1, 10, 5)
print(windows.shape, windows.mean(-1)[0], torch.fft.rfft(data[0]).abs().argmax().item())
