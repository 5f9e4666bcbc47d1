"""Learn a text character by character with a GRU, carrying its state along, and write some."""

import math

import torch
import torch.nn as nn
from torch.nn.utils import clip_grad_norm_

torch.manual_seed(1)
rain = """the rain came down on the old tin roof and the river rose behind the town; the old men said that the
river never rose in may, and the rain came down, and in may the river rose. """
text = rain.replace("\n", " ") * 6
characters = sorted(set(text))
stoi = {character: i for i, character in enumerate(characters)}
data = torch.tensor([stoi[c] for c in text], dtype=torch.long)
print(f"{len(text)} characters, {len(characters)} of them different")
BATCH, LENGTH = 8, 16
columns = len(data) // BATCH
data = data[: BATCH * columns].view(BATCH, columns)


class CharRNN(nn.Module):
    def __init__(self, vocabulary, hidden=48, layers=2):
        super().__init__()
        self.hidden, self.layers = hidden, layers
        self.embed = nn.Embedding(vocabulary, 16)
        self.rnn = nn.GRU(16, hidden, layers, batch_first=True, dropout=0.1)
        self.out = nn.Linear(hidden, vocabulary)

    def forward(self, x, state=None):
        output, state = self.rnn(self.embed(x), state)
        return self.out(output), state

    def init_hidden(self, batch):
        weight = next(self.parameters())
        return weight.new_zeros(self.layers, batch, self.hidden)


@torch.no_grad()
def write(model, start, length, temperature=0.8):
    model.eval()
    state, symbol, written = model.init_hidden(1), None, start
    for symbol in start:
        logits, state = model(torch.tensor([[stoi[symbol]]]), state)
    for _ in range(length):
        probabilities = torch.softmax(logits[0, -1] / temperature, dim=-1)
        choice = torch.multinomial(probabilities, num_samples=1).item()
        written += characters[choice]
        logits, state = model(torch.tensor([[choice]]), state)
    model.train()
    return written


model = CharRNN(len(characters))
for name, parameter in model.rnn.named_parameters():
    if "weight_hh" in name:
        nn.init.orthogonal_(parameter)
print(model)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.RMSprop(model.parameters(), lr=5e-3, alpha=0.95)
losses = []
for epoch in range(5):
    state = model.init_hidden(BATCH)
    total, count = 0.0, 0
    for start in range(0, columns - LENGTH - 1, LENGTH):
        x, y = data[:, start : start + LENGTH], data[:, start + 1 : start + LENGTH + 1]
        state = state.detach()
        model.zero_grad()
        logits, state = model(x, state)
        loss = criterion(logits.reshape(-1, len(characters)), y.reshape(-1))
        loss.backward()
        norm = clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        total, count = total + loss.item(), count + 1
    print(f"epoch {epoch} | loss {total / count:5.3f} | ppl {math.exp(total / count):8.3f} | norm {norm:.3f}")
    if epoch % 2:
        print(repr(write(model, "the ", 40)))
