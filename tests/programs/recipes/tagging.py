"""Tag words with a BiLSTM and a conditional random field, and align letters by CTC."""

import torch
import torch.nn as nn
import torch.optim as optim

torch.manual_seed(1)
START_TAG, STOP_TAG = "<START>", "<STOP>"
training_data = [
    ("the old harbour of bergen was full of boats from denmark".split(), "O O O O B O O O O O B".split()),
    ("new york is larger than oslo".split(), "B I O O O B".split()),
    ("we sailed from oslo to new york".split(), "O O O B O B I".split()),
]
word_to_ix = {w: i for i, w in enumerate(dict.fromkeys(w for sentence, _ in training_data for w in sentence))}
tag_to_ix = {"B": 0, "I": 1, "O": 2, START_TAG: 3, STOP_TAG: 4}
names = list(tag_to_ix)


class BiLSTM_CRF(nn.Module):
    def __init__(self, embedding=8, hidden=8):
        super().__init__()
        self.embeds = nn.Embedding(len(word_to_ix), embedding)
        self.lstm = nn.LSTM(embedding, hidden // 2, num_layers=1, bidirectional=True)
        self.hidden2tag = nn.Linear(hidden, len(tag_to_ix))
        self.transitions = nn.Parameter(torch.randn(len(tag_to_ix), len(tag_to_ix)))
        self.transitions.data[tag_to_ix[START_TAG], :] = -10000
        self.transitions.data[:, tag_to_ix[STOP_TAG]] = -10000

    def features(self, sentence):
        hidden = torch.randn(2, 1, 4), torch.randn(2, 1, 4)
        lstm_out, _ = self.lstm(self.embeds(sentence).view(len(sentence), 1, -1), hidden)
        return self.hidden2tag(lstm_out.view(len(sentence), -1))

    def _forward_alg(self, feats):
        alphas = torch.full((1, len(tag_to_ix)), -10000.0)
        alphas[0][tag_to_ix[START_TAG]] = 0.0
        for feat in feats:
            alphas = torch.logsumexp(alphas + self.transitions + feat.unsqueeze(1), dim=1).unsqueeze(0)
        return torch.logsumexp(alphas + self.transitions[tag_to_ix[STOP_TAG]], dim=1)[0]

    def _score(self, feats, tags):
        tags = torch.cat([torch.tensor([tag_to_ix[START_TAG]]), tags])
        score = torch.zeros(())
        for i, feat in enumerate(feats):
            score = score + self.transitions[tags[i + 1], tags[i]] + feat[tags[i + 1]]
        return score + self.transitions[tag_to_ix[STOP_TAG], tags[-1]]

    def neg_log_likelihood(self, sentence, tags):
        feats = self.features(sentence)
        return self._forward_alg(feats) - self._score(feats, tags)

    def forward(self, sentence):
        scores = torch.full((len(tag_to_ix),), -10000.0)
        scores[tag_to_ix[START_TAG]] = 0
        back = []
        for feat in self.features(sentence):
            best, index = (scores + self.transitions).max(dim=1)
            scores = best + feat
            back.append(index)
        score, last = (scores + self.transitions[tag_to_ix[STOP_TAG]]).max(dim=0)
        path = [last.item()]
        for index in reversed(back):
            path.append(index[path[-1]].item())
        return score, [names[i] for i in reversed(path[:-1])]


def prepare(sequence, to_ix):
    return torch.tensor([to_ix[item] for item in sequence], dtype=torch.long)


model, losses = BiLSTM_CRF(), []
optimizer = optim.SGD(model.parameters(), lr=0.05, weight_decay=1e-4)
with torch.no_grad():
    print(model(prepare(training_data[0][0], word_to_ix)))
for _epoch in range(12):
    for sentence, tags in training_data:
        model.zero_grad()
        loss = model.neg_log_likelihood(prepare(sentence, word_to_ix), prepare(tags, tag_to_ix))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
with torch.no_grad():
    for sentence, _ in training_data:
        print("{:.3f} {}".format(*model(prepare(sentence, word_to_ix))))

# letters from a longer sequence of frames
letters = torch.tensor([[1, 2, 3, 3], [2, 1, 0, 0]])
lengths = torch.tensor([4, 2])
frames = torch.randn(12, 2, 6)
net = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 4))
optimizer, ctc = optim.Adam(net.parameters(), lr=0.05), nn.CTCLoss(blank=0, zero_infinity=True)
for _step in range(20):
    log_probs = net(frames).log_softmax(2)
    loss = ctc(log_probs, letters, torch.tensor([12, 10]), lengths)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
print(f"CTC: {losses[36]:.4f} to {losses[-1]:.4f}")
for column, size in ((0, 12), (1, 10)):
    collapsed = torch.unique_consecutive(log_probs[:size, column].argmax(-1))
    print("".join("-abc"[i] for i in collapsed if i != 0))
