"""nn.Transformer copies sequences backwards: masks, sinusoidal positions, the warm-up of its paper, greedy decoding."""

import math

import torch
import torch.nn as nn
from torch import Tensor

torch.manual_seed(0)
PAD, BOS, EOS, VOCAB, LONGEST = 0, 1, 2, 12, 7


class PositionalEncoding(nn.Module):
    def __init__(self, d_model: int, dropout: float = 0.0, max_len: int = 50):
        super().__init__()
        self.dropout = nn.Dropout(p=dropout)
        position = torch.arange(max_len).unsqueeze(1)
        div_term = torch.exp(torch.arange(0, d_model, 2) * (-math.log(10000.0) / d_model))
        pe = torch.zeros(max_len, 1, d_model)
        pe[:, 0, 0::2] = torch.sin(position * div_term)
        pe[:, 0, 1::2] = torch.cos(position * div_term)
        self.register_buffer("pe", pe)

    def forward(self, x: Tensor) -> Tensor:
        return self.dropout(x + self.pe[: x.size(0)])


class Seq2SeqTransformer(nn.Module):
    def __init__(self, d_model=32):
        super().__init__()
        self.embed = nn.Embedding(VOCAB, d_model, padding_idx=PAD)
        self.position = PositionalEncoding(d_model)
        layer = nn.TransformerEncoderLayer(d_model, nhead=4, dim_feedforward=64, dropout=0.0)
        encoder = nn.TransformerEncoder(layer, num_layers=1, norm=nn.LayerNorm(d_model), enable_nested_tensor=False)
        self.transformer = nn.Transformer(
            d_model, nhead=4, num_decoder_layers=2, dim_feedforward=64, dropout=0.0, custom_encoder=encoder
        )
        self.generator = nn.Linear(d_model, VOCAB)
        for p in self.parameters():
            if p.dim() > 1:
                nn.init.xavier_uniform_(p)

    def source(self, tokens):
        return self.position(self.embed(tokens) * math.sqrt(self.embed.embedding_dim))

    def forward(self, src, tgt):
        causal = nn.Transformer.generate_square_subsequent_mask(tgt.size(0))
        out = self.transformer(
            self.source(src),
            self.source(tgt),
            tgt_mask=causal,
            src_key_padding_mask=(src == PAD).T,
            tgt_key_padding_mask=torch.zeros_like(tgt.T, dtype=torch.float).masked_fill(tgt.T == PAD, float("-inf")),
            memory_key_padding_mask=(src == PAD).T,
        )
        return self.generator(out)


def batch(size):
    src, tgt = torch.full((LONGEST, size), PAD), torch.full((LONGEST + 1, size), PAD)
    for column, length in enumerate(torch.randint(3, LONGEST + 1, (size,)).tolist()):
        symbols = torch.randint(3, VOCAB, (length,))
        src[:length, column] = symbols
        tgt[0, column], tgt[1 : length + 1, column] = BOS, symbols.flip(0)
    return src, tgt, torch.cat([tgt[1:], torch.full((1, size), PAD)])


model = Seq2SeqTransformer()
print(model.transformer.encoder.layers[0])
print(model.position.pe[:3, 0, :4])
optimizer = torch.optim.Adam(model.parameters(), lr=0.3, betas=(0.9, 0.98), eps=1e-9)
scheduler = torch.optim.lr_scheduler.LambdaLR(
    optimizer, lambda step: 32**-0.5 * min((step + 1) ** -0.5, (step + 1) * 15**-1.5)
)
criterion, losses = nn.CrossEntropyLoss(ignore_index=PAD, label_smoothing=0.05), []
for step in range(40):
    src, tgt, expected = batch(24)
    logits = model(src, tgt)
    loss = criterion(logits.reshape(-1, VOCAB), expected.reshape(-1))
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    scheduler.step()
    losses.append(loss.item())
    if step % 8 == 7:
        shown = expected != PAD
        right = (logits.argmax(-1) == expected)[shown].float().mean()
        print(f"step {step + 1:2d} loss {loss.item():.4f} tokens {right:.3f} lr {scheduler.get_last_lr()[0]:.5f}")


@torch.no_grad()
def greedy_decode(src, length):
    memory = model.transformer.encoder(model.source(src))
    ys = torch.ones(1, 1, dtype=src.dtype).fill_(BOS)
    for _ in range(length):
        mask = nn.Transformer.generate_square_subsequent_mask(ys.size(0))
        out = model.transformer.decoder(model.source(ys), memory, mask)
        _, next_word = torch.max(model.generator(out[-1]), dim=1)
        ys = torch.cat([ys, next_word.view(1, 1)], dim=0)
    return ys.flatten().tolist()


model.train()  # the same arithmetic as in training
print(greedy_decode(torch.tensor([[3], [4], [5], [6]]), 4))
_, weights = nn.MultiheadAttention(8, 2, batch_first=True)(*[torch.randn(1, 3, 8)] * 3, average_attn_weights=False)
print(weights.shape, weights.sum(-1).round(decimals=4))
