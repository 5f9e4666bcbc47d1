"""Translate numbers into words reversed, with a GRU encoder, a GRU decoder, additive attention and teacher forcing."""

import random

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import optim

random.seed(1)
torch.manual_seed(1)
SOS, EOS, LENGTH = 0, 1, 5
WORDS = ["zero", "one", "two", "three", "four", "five", "six"]


class Lang:
    def __init__(self, name):
        self.name, self.word2index, self.index2word = name, {}, {SOS: "SOS", EOS: "EOS"}

    def add(self, sentence):
        for word in sentence.split(" "):
            index = self.word2index.setdefault(word, len(self.index2word))
            self.index2word[index] = word

    def tensor(self, sentence):
        return torch.tensor([self.word2index[w] for w in sentence.split(" ")] + [EOS], dtype=torch.long).view(1, -1)


numbers, words = Lang("numbers"), Lang("words")
pairs = []
for _ in range(64):
    digits = [random.randrange(len(WORDS)) for _ in range(LENGTH - 1)]
    pair = " ".join(map(str, digits)), " ".join(WORDS[d] for d in reversed(digits))
    numbers.add(pair[0])
    words.add(pair[1])
    pairs.append(pair)
inputs, targets = (torch.cat(rows) for rows in zip(*((numbers.tensor(a), words.tensor(b)) for a, b in pairs)))


class EncoderRNN(nn.Module):
    def __init__(self, size, hidden):
        super().__init__()
        self.embedding, self.dropout = nn.Embedding(size, hidden), nn.Dropout(0.1)
        self.gru = nn.GRU(hidden, hidden, batch_first=True)

    def forward(self, input):
        return self.gru(self.dropout(self.embedding(input)))


class BahdanauAttention(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.Wa, self.Ua, self.Va = nn.Linear(hidden, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, 1)

    def forward(self, query, keys):
        scores = self.Va(torch.tanh(self.Wa(query) + self.Ua(keys))).squeeze(2).unsqueeze(1)
        weights = F.softmax(scores, dim=-1)
        return torch.bmm(weights, keys), weights


class AttnDecoderRNN(nn.Module):
    def __init__(self, hidden, size):
        super().__init__()
        self.embedding, self.attention = nn.Embedding(size, hidden), BahdanauAttention(hidden)
        self.gru, self.out = nn.GRU(2 * hidden, hidden, batch_first=True), nn.Linear(hidden, size)

    def forward(self, encoder_outputs, hidden, target=None):
        decoder_input = torch.empty(encoder_outputs.size(0), 1, dtype=torch.long).fill_(SOS)
        outputs, attentions = [], []
        for i in range(LENGTH):
            context, weights = self.attention(hidden.permute(1, 0, 2), encoder_outputs)
            output, hidden = self.gru(torch.cat((self.embedding(decoder_input), context), dim=2), hidden)
            outputs.append(self.out(output))
            attentions.append(weights)
            if target is not None:
                decoder_input = target[:, i].unsqueeze(1)
            else:
                decoder_input = outputs[-1].topk(1)[1].squeeze(-1).detach()
        return F.log_softmax(torch.cat(outputs, dim=1), dim=-1), hidden, torch.cat(attentions, dim=1)


encoder, decoder = EncoderRNN(len(numbers.index2word), 32), AttnDecoderRNN(32, len(words.index2word))
optimizers = [optim.Adam(m.parameters(), lr=0.01) for m in (encoder, decoder)]
criterion, losses = nn.NLLLoss(), []
for epoch in range(40):
    for optimizer in optimizers:
        optimizer.zero_grad()
    encoder_outputs, hidden = encoder(inputs)
    forced = targets if random.random() < 0.7 else None
    log_probabilities, _, _ = decoder(encoder_outputs, hidden, forced)
    loss = criterion(log_probabilities.view(-1, log_probabilities.size(-1)), targets.view(-1))
    loss.backward()
    for optimizer in optimizers:
        optimizer.step()
    losses.append(loss.item())
    if epoch % 8 == 7:
        print(f"({epoch + 1} {(epoch + 1) / 40:.0%}) {loss.item():.4f} {'forced' if forced is not None else 'free'}")
encoder.eval(), decoder.eval()
with torch.no_grad():
    for pair in pairs[:3]:
        output, _, attention = decoder(*encoder(numbers.tensor(pair[0])))
        decoded = [words.index2word[i.item()] for i in output.topk(1)[1].squeeze()]
        print("> {}\n= {}\n< {}".format(*pair, " ".join(decoded)))
    torch.set_printoptions(precision=2, sci_mode=False)
    print(attention.shape, attention.sum(-1))
