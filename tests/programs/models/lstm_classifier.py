"""Tell which of two kinds of sequences of different lengths one is, with a bidirectional LSTM on packed batches."""

import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence
from torch.utils.data import DataLoader, Dataset

torch.manual_seed(0)
PAD, VOCABULARY = 0, 20


class Sentences(Dataset):
    """Class 1 holds the words 3 and 4 in this order somewhere, class 0 in the other one."""

    def __init__(self, size, generator):
        self.items = []
        for _ in range(size):
            length = int(torch.randint(4, 13, (1,), generator=generator))
            words = torch.randint(5, VOCABULARY, (length,), generator=generator)
            first, second = torch.randperm(length, generator=generator)[:2].sort().values.tolist()
            label = int(torch.rand(1, generator=generator) < 0.5)
            words[first], words[second] = (3, 4) if label else (4, 3)
            self.items.append((words, label))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


def collate(batch):
    batch.sort(key=lambda item: len(item[0]), reverse=True)
    words, labels = zip(*batch, strict=True)
    lengths = torch.tensor([len(w) for w in words])
    return pad_sequence(words, batch_first=True, padding_value=PAD), lengths, torch.tensor(labels, dtype=torch.float)


class Classifier(nn.Module):
    def __init__(self, embedding=16, hidden=24):
        super().__init__()
        self.embedding = nn.Embedding(VOCABULARY, embedding, padding_idx=PAD)
        self.lstm = nn.LSTM(embedding, hidden, num_layers=2, bidirectional=True, dropout=0.2, batch_first=True)
        self.attention = nn.Linear(2 * hidden, 1)
        self.fc = nn.Sequential(nn.LayerNorm(4 * hidden), nn.Dropout(0.1), nn.Linear(4 * hidden, 1))

    def forward(self, words, lengths):
        packed = pack_padded_sequence(self.embedding(words), lengths.cpu(), batch_first=True)
        output, (h_n, _) = self.lstm(packed)
        output, _ = pad_packed_sequence(output, batch_first=True)
        scores = self.attention(output).squeeze(-1).masked_fill(words == PAD, float("-inf"))
        context = torch.bmm(scores.softmax(1).unsqueeze(1), output).squeeze(1)
        return self.fc(torch.cat([context, h_n[-2], h_n[-1]], dim=1)).squeeze(1)


generator = torch.Generator().manual_seed(7)
train = DataLoader(Sentences(320, generator), 32, shuffle=True, collate_fn=collate, generator=generator)
test = DataLoader(Sentences(100, generator), 50, collate_fn=collate)
model = Classifier()
print(model)
with torch.no_grad():
    for name, parameter in model.lstm.named_parameters():
        if name.startswith("bias_ih"):  # remember at first
            parameter[24:48].fill_(1.0)
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2, amsgrad=True)
scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0=2, T_mult=2)
losses = []
for epoch in range(5):
    model.train()
    for i, (words, lengths, labels) in enumerate(train):
        optimizer.zero_grad()
        loss = criterion(model(words, lengths), labels)
        loss.backward()
        nn.utils.clip_grad_value_(model.parameters(), 0.5)
        optimizer.step()
        scheduler.step(epoch + i / len(train))
        losses.append(loss.item())
    model.eval()
    with torch.no_grad():
        outputs = [(torch.sigmoid(model(words, lengths)).round(), labels) for words, lengths, labels in test]
    predicted, labels = (torch.cat(parts) for parts in zip(*outputs, strict=True))
    hits = (predicted * labels).sum()
    precision, recall = hits / predicted.sum().clamp(min=1), hits / labels.sum()
    print(
        f"epoch {epoch + 1}: loss {loss.item():.4f} accuracy {predicted.eq(labels).float().mean():.2f} "
        f"precision {precision:.3f} recall {recall:.3f} lr {optimizer.param_groups[0]['lr']:.5f}"
    )
print("embedding of the padding:", model.embedding.weight[PAD].abs().sum().item())
