"""Word vectors three ways: an n-gram model, a continuous bag of words, and skip-grams with negative samples."""

from collections import Counter

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim

torch.manual_seed(1)
CONTEXT_SIZE, EMBEDDING_DIM = 2, 10
words = """a small boat went out to sea in the morning and the small boat came back from the sea in the evening and
all the people of the small town came to see the boat that had been out to sea in the wind and in the rain""".split()
vocab = sorted(set(words))
word_to_ix = {word: i for i, word in enumerate(vocab)}
losses = []
print(len(words), "words,", len(vocab), "different;", Counter(words).most_common(3))


class NGramLanguageModeler(nn.Module):
    def __init__(self, vocab_size, embedding_dim, context_size):
        super().__init__()
        self.embeddings = nn.Embedding(vocab_size, embedding_dim, max_norm=2.0)
        self.linear1 = nn.Linear(context_size * embedding_dim, 32)
        self.linear2 = nn.Linear(32, vocab_size)

    def forward(self, inputs):
        embeds = self.embeddings(inputs).view((1, -1))
        return F.log_softmax(self.linear2(F.relu(self.linear1(embeds))), dim=1)


ngrams = [
    ([words[i - j - 1] for j in range(CONTEXT_SIZE)], words[i]) for i in range(CONTEXT_SIZE, len(words))
]  # fmt: skip
model = NGramLanguageModeler(len(vocab), EMBEDDING_DIM, CONTEXT_SIZE)
optimizer, loss_function = optim.SGD(model.parameters(), lr=0.05), nn.NLLLoss()
for epoch in range(3):
    total_loss = 0
    for context, target in ngrams:
        context_idxs = torch.tensor([word_to_ix[w] for w in context], dtype=torch.long)
        model.zero_grad()
        loss = loss_function(model(context_idxs), torch.tensor([word_to_ix[target]], dtype=torch.long))
        loss.backward()
        optimizer.step()
        total_loss += loss.item()
    losses.append(total_loss)
    print(f"n-gram epoch {epoch}: {total_loss:.4f}")
print(model.embeddings.weight[word_to_ix["boat"]], model.embeddings.weight.norm(dim=1).max())


class CBOW(nn.Module):
    def __init__(self):
        super().__init__()
        self.bag = nn.EmbeddingBag(len(vocab), EMBEDDING_DIM, mode="mean")
        self.out = nn.Linear(EMBEDDING_DIM, len(vocab))

    def forward(self, context, offsets=None):
        return self.out(self.bag(context, offsets))


spots = range(2, len(words) - 2)
contexts = torch.tensor([[word_to_ix[words[i + j]] for j in (-2, -1, 1, 2)] for i in spots])
targets = torch.tensor([word_to_ix[words[i]] for i in spots])
model = CBOW()
optimizer = optim.Adagrad(model.parameters(), lr=0.3)
for epoch in range(15):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(contexts), targets)
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
flat = model(contexts[:3].flatten(), torch.tensor([0, 4, 8]))
print(f"bag of words: {losses[-1]:.4f}", torch.allclose(flat, model(contexts[:3]), atol=1e-6))

counts = torch.bincount(torch.tensor([word_to_ix[w] for w in words]), minlength=len(vocab)).float()
noise = counts**0.75
centre, around = (nn.Embedding(len(vocab), EMBEDDING_DIM) for _ in range(2))
nn.init.uniform_(centre.weight, -0.5, 0.5)
nn.init.zeros_(around.weight)
optimizer = optim.Adadelta([*centre.parameters(), *around.parameters()], lr=5.0)
for epoch in range(20):
    negative = torch.multinomial(noise, len(targets) * 3, replacement=True).view(-1, 3)
    hidden = centre(targets)
    hit = F.logsigmoid((around(contexts) * hidden.unsqueeze(1)).sum(-1)).sum(1)
    miss = F.logsigmoid(-torch.bmm(around(negative), hidden.unsqueeze(2)).squeeze(2)).sum(1)
    loss = -(hit + miss).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"skip-grams: {losses[-1]:.4f}")
similar = F.cosine_similarity(centre.weight[word_to_ix["sea"]], centre.weight, dim=-1)
values, indices = similar.topk(4)
print([(vocab[i], f"{v:.3f}") for v, i in zip(values.tolist(), indices.tolist(), strict=True)])
