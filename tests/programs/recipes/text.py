import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pad_sequence

torch.manual_seed(0)
corpus = ["the cat sat on the mat", "dogs are great", "i love cats", "cars go fast on the road"]
vocab = {w: i + 1 for i, w in enumerate(sorted({w for s in corpus for w in s.split()}))}
sequences = [torch.tensor([vocab[w] for w in s.split()]) for s in corpus]
print(pad_sequence(sequences), pad_sequence(sequences, batch_first=True, padding_value=-1, padding_side="left"))
batch = pad_sequence(sequences, batch_first=True)


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(len(vocab) + 1, 8, padding_idx=0)
        self.fc = nn.Linear(8, 2)

    def forward(self, x):
        mask = (x != 0).unsqueeze(-1).float()
        return self.fc((self.embedding(x) * mask).sum(1) / mask.sum(1).clamp(min=1))


model = Classifier()
optimizer = torch.optim.RMSprop(model.parameters(), lr=0.01)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=0, threshold=0.5)
for epoch in range(10):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(batch), torch.tensor([0, 0, 0, 1]))
    loss.backward()
    optimizer.step()
    scheduler.step(loss)
    print(epoch, f"{loss.item():.4f}", scheduler.get_last_lr())
scores = torch.randn(4, 4).masked_fill(torch.triu(torch.ones(4, 4), diagonal=1).bool(), float("-inf"))
print(model, F.softmax(scores, dim=-1))
