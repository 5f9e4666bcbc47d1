"""Ordinary training of many kinds, as people write it: no rule has anything to say."""

from __future__ import annotations

import copy
import warnings
from collections import deque
from collections.abc import Callable
from typing import Any

import pytest

import nbtorch as torch
import nbtorch.nn.functional as F
from nbtorch import nn, optim
from nbtorch.utils.data import DataLoader, Subset, TensorDataset

from .watching import watching

Program = Callable[[], None]
PROGRAMS: list[Program] = []


def ordinary(program: Program) -> Program:
    """Note a program for the test."""
    PROGRAMS.append(program)
    return program


def blobs(count: int = 96, features: int = 8, classes: int = 3) -> tuple[Any, Any]:
    """Points around as many centres as there are classes."""
    labels = torch.arange(count) % classes
    return torch.randn(count, features) + 2 * F.one_hot(labels, features).float(), labels


@ordinary
def wasserstein_gan_with_gradient_penalty() -> None:
    generator = nn.Sequential(nn.Linear(4, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 8))
    critic = nn.Sequential(nn.Linear(8, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1))
    for_generator = optim.Adam(generator.parameters(), lr=1e-3, betas=(0.0, 0.9))
    for_critic = optim.Adam(critic.parameters(), lr=1e-3, betas=(0.0, 0.9))
    data, _ = blobs()
    for i, (real,) in enumerate(DataLoader(TensorDataset(data.repeat(4, 1)), batch_size=16, shuffle=True)):
        with torch.no_grad():
            fake = generator(torch.randn(16, 4))
        mix = torch.rand(16, 1)
        between = (mix * real + (1 - mix) * fake).requires_grad_(True)
        slope = torch.autograd.grad(critic(between).sum(), between, create_graph=True)[0]
        penalty = 10 * ((slope.norm(2, dim=1) - 1) ** 2).mean()
        loss = critic(fake).mean() - critic(real).mean() + penalty
        for_critic.zero_grad()
        loss.backward()
        for_critic.step()
        if i % 3 == 2:
            for_generator.zero_grad()
            (-critic(generator(torch.randn(16, 4))).mean()).backward()
            for_generator.step()


@ordinary
def recurrent_text_with_carried_state() -> None:
    class Speller(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embedding = nn.Embedding(20, 12)
            self.rnn = nn.LSTM(12, 24, num_layers=2, batch_first=True, dropout=0.2)
            self.decoder = nn.Linear(24, 20)

        def forward(self, x: Any, state: Any) -> Any:
            out, state = self.rnn(self.embedding(x), state)
            return self.decoder(out), state

    text = torch.arange(4 * 130).reshape(4, 130) % 20
    model = Speller()
    optimizer = optim.RMSprop(model.parameters(), lr=2e-3)
    total = 0.0
    for _epoch in range(2):
        state = (torch.zeros(2, 4, 24), torch.zeros(2, 4, 24))
        for start in range(0, 120, 10):
            x, y = text[:, start : start + 10], text[:, start + 1 : start + 11]
            state = tuple(s.detach() for s in state)
            optimizer.zero_grad()
            out, state = model(x, state)
            loss = F.cross_entropy(out.reshape(-1, 20), y.reshape(-1))
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 0.5)
            optimizer.step()
            total += loss.item()
    model.eval()
    with torch.no_grad():
        out, state = model(text[:1, :1], None)
        for _ in range(20):
            out, state = model(out[:, -1].argmax(-1, keepdim=True), state)


@ordinary
def fine_tuning_a_frozen_backbone() -> None:
    backbone = nn.Sequential(nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    for parameter in backbone.parameters():
        parameter.requires_grad = False
    backbone.eval()
    head = nn.Linear(8, 3)
    model = nn.Sequential(backbone, head)
    optimizer = optim.SGD(filter(lambda p: p.requires_grad, model.parameters()), lr=0.05, momentum=0.9)
    images, labels = torch.randn(48, 1, 8, 8), torch.arange(48) % 3
    for _epoch in range(3):
        head.train()
        for x, y in DataLoader(TensorDataset(images, labels), batch_size=12, shuffle=True):
            optimizer.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimizer.step()


@ordinary
def gradual_unfreezing_with_two_learning_rates() -> None:
    x, y = blobs()
    body, head = nn.Sequential(nn.Linear(8, 16), nn.ReLU()), nn.Linear(16, 3)
    model = nn.Sequential(body, head)
    body.requires_grad_(False)
    optimizer = optim.Adam([{"params": body.parameters(), "lr": 1e-4}, {"params": head.parameters(), "lr": 1e-2}])
    for step in range(40):
        if step == 20:
            body.requires_grad_(True)
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


@ordinary
def gradient_accumulation_with_a_scheduler() -> None:
    x, y = blobs(128)
    model = nn.Sequential(nn.Linear(8, 32), nn.GELU(), nn.Dropout(0.1), nn.Linear(32, 3))
    optimizer = optim.AdamW(model.parameters(), lr=1e-2)
    scheduler = optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1e-2, total_steps=12)
    loader, every = DataLoader(TensorDataset(x, y), batch_size=8, shuffle=True), 4
    optimizer.zero_grad()
    for _epoch in range(3):
        for i, (features, target) in enumerate(loader):
            loss = F.cross_entropy(model(features), target) / every
            loss.backward()
            if (i + 1) % every == 0:
                nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                optimizer.step()
                scheduler.step()
                optimizer.zero_grad()


@ordinary
def actor_and_critic() -> None:
    class Policy(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.common, self.action, self.value = nn.Linear(4, 32), nn.Linear(32, 2), nn.Linear(32, 1)

        def forward(self, x: Any) -> Any:
            x = F.relu(self.common(x))
            return F.softmax(self.action(x), dim=-1), self.value(x)

    model = Policy()
    optimizer = optim.Adam(model.parameters(), lr=3e-3)
    for _episode in range(25):
        log_probabilities, values, rewards = [], [], []
        state = torch.randn(4)
        for _ in range(10):
            probabilities, value = model(state)
            chosen = torch.distributions.Categorical(probabilities)
            action = chosen.sample()
            log_probabilities.append(chosen.log_prob(action))
            values.append(value)
            rewards.append(float(action.item() == int(state[0] > 0)))
            state = torch.randn(4)
        returns, following = [], 0.0
        for reward in rewards[::-1]:
            following = reward + 0.9 * following
            returns.insert(0, following)
        target = torch.tensor(returns)
        target = (target - target.mean()) / (target.std() + 1e-6)
        policy_losses, value_losses = [], []
        for log_probability, value, one in zip(log_probabilities, values, target, strict=True):
            policy_losses.append(-log_probability * (one - value.item()))
            value_losses.append(F.smooth_l1_loss(value, one.reshape(1)))
        optimizer.zero_grad()
        loss = torch.stack(policy_losses).sum() + torch.stack(value_losses).sum()
        loss.backward()
        optimizer.step()


@ordinary
def deep_q_learning_with_a_target_network() -> None:
    online = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 2))
    target = copy.deepcopy(online)
    optimizer = optim.AdamW(online.parameters(), lr=1e-3, amsgrad=True)
    memory: deque[Any] = deque(maxlen=200)
    state = torch.randn(1, 4)
    for step in range(60):
        with torch.no_grad():
            action = online(state).max(1).indices.view(1, 1)
        following = torch.randn(1, 4)
        memory.append((state, action, following, torch.tensor([float(step % 2)])))
        state = following
        if len(memory) < 16:
            continue
        states, actions, nexts, rewards = map(torch.cat, zip(*list(memory)[-16:], strict=True))
        predicted = online(states).gather(1, actions)
        with torch.no_grad():
            best = target(nexts).max(1).values
        loss = nn.SmoothL1Loss()(predicted, (best * 0.99 + rewards).unsqueeze(1))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_value_(online.parameters(), 100)
        optimizer.step()
        for slow, fast in zip(target.parameters(), online.parameters(), strict=True):
            slow.data.mul_(0.995).add_(fast.data, alpha=0.005)


@ordinary
def variational_autoencoder() -> None:
    class VAE(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner, self.mean, self.spread = nn.Linear(16, 24), nn.Linear(24, 3), nn.Linear(24, 3)
            self.outer, self.last = nn.Linear(3, 24), nn.Linear(24, 16)

        def forward(self, x: Any) -> Any:
            h = F.relu(self.inner(x))
            mean, spread = self.mean(h), self.spread(h)
            z = mean + torch.randn_like(spread) * torch.exp(0.5 * spread)
            return torch.sigmoid(self.last(F.relu(self.outer(z)))), mean, spread

    images = (torch.rand(64, 16) > 0.5).float()
    model = VAE()
    optimizer = optim.Adam(model.parameters(), lr=1e-3)
    for _epoch in range(4):
        model.train()
        losses = []
        for (x,) in DataLoader(TensorDataset(images), batch_size=16, shuffle=True):
            optimizer.zero_grad()
            made, mean, spread = model(x)
            loss = F.binary_cross_entropy(made, x, reduction="sum")
            loss = loss - 0.5 * torch.sum(1 + spread - mean.pow(2) - spread.exp())
            loss.backward()
            losses.append(loss.item())
            optimizer.step()


@ordinary
def sparse_autoencoder() -> None:
    data, _ = blobs()
    encoder, decoder = nn.Sequential(nn.Linear(8, 24), nn.ReLU()), nn.Linear(24, 8)
    optimizer = optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=1e-2)
    for _ in range(40):
        code = encoder(data)
        loss = F.mse_loss(decoder(code), data) + 1e-3 * code.abs().mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()


@ordinary
def lbfgs_on_a_sine() -> None:
    x = torch.linspace(-3, 3, 50).unsqueeze(1)
    y = torch.sin(x)
    model = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 1))
    optimizer = optim.LBFGS(model.parameters(), lr=0.8, max_iter=10, line_search_fn="strong_wolfe")
    criterion = nn.MSELoss()
    for _ in range(6):

        def closure() -> Any:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            return loss

        optimizer.step(closure)
        with torch.no_grad():
            criterion(model(x), y).item()


@ordinary
def contrastive_pairs() -> None:
    data, _ = blobs(64)
    encoder = nn.Sequential(nn.Linear(8, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 16))
    optimizer = optim.Adam(encoder.parameters(), lr=1e-3)
    for (x,) in DataLoader(TensorDataset(data.repeat(5, 1)), batch_size=16, shuffle=True, drop_last=True):
        views = torch.cat([x + 0.1 * torch.randn_like(x), x + 0.1 * torch.randn_like(x)])
        z = F.normalize(encoder(views), dim=1)
        similar = z @ z.T / 0.5
        similar = similar.masked_fill(torch.eye(32, dtype=torch.bool), float("-inf"))
        loss = F.cross_entropy(similar, torch.arange(32).roll(16))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@ordinary
def triplets_and_a_momentum_encoder() -> None:
    data, _ = blobs(64)
    online = nn.Sequential(nn.Linear(8, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Linear(32, 8))
    slow = copy.deepcopy(online)
    for parameter in slow.parameters():
        parameter.requires_grad_(False)
    optimizer = optim.SGD(online.parameters(), lr=0.05, momentum=0.9)
    criterion = nn.TripletMarginLoss(margin=1.0)
    for _ in range(20):
        anchor, other = online(data), online(data.roll(1, 0))
        with torch.no_grad():
            positive = slow(data + 0.05 * torch.randn_like(data))
        loss = criterion(anchor, positive, other)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            for old, new in zip(slow.parameters(), online.parameters(), strict=True):
                old.copy_(0.99 * old + 0.01 * new)


@ordinary
def mixed_precision() -> None:
    x, y = blobs()
    model = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 3))
    optimizer, scaler = optim.AdamW(model.parameters(), lr=1e-3), torch.amp.GradScaler("cpu", init_scale=1024.0)
    for _epoch in range(3):
        for features, target in DataLoader(TensorDataset(x, y), batch_size=16):
            optimizer.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = F.cross_entropy(model(features), target)
            scaler.scale(loss).backward()
            scaler.unscale_(optimizer)
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            scaler.step(optimizer)
            scaler.update()


@ordinary
def one_optimizer_for_rows_and_one_for_layers() -> None:
    users, items = nn.Embedding(40, 8), nn.Embedding(60, 8)
    tower = nn.Sequential(nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1))
    rows = optim.Adagrad([*users.parameters(), *items.parameters()], lr=0.05)
    layers = optim.Adam(tower.parameters(), lr=1e-3)
    for _ in range(30):
        user, item = torch.randint(0, 40, (32,)), torch.randint(0, 60, (32,))
        rating = ((user + item) % 2).float()
        rows.zero_grad()
        layers.zero_grad()
        score = tower(torch.cat([users(user), items(item)], dim=1)).squeeze(-1)
        loss = F.binary_cross_entropy_with_logits(score, rating)
        loss.backward()
        rows.step()
        layers.step()


@ordinary
def descent_by_hand_with_autograd_grad() -> None:
    x, y = blobs()
    weights = [torch.randn(8, 16, requires_grad=True), torch.zeros(16, requires_grad=True),
               torch.randn(16, 3, requires_grad=True)]  # fmt: skip
    history = []
    for _ in range(60):
        loss = F.cross_entropy(torch.tanh(x @ weights[0] + weights[1]) @ weights[2], y)
        gradients = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            for weight, gradient in zip(weights, gradients, strict=True):
                weight -= 0.1 * gradient
        history.append(loss.item())


@ordinary
def descent_by_hand_with_backward() -> None:
    x = torch.linspace(-1, 1, 60).unsqueeze(1)
    y = 3 * x + 1
    model = nn.Linear(1, 1)
    for _ in range(60):
        loss = (model(x) - y).pow(2).mean()
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= 0.05 * parameter.grad


@ordinary
def meta_learning_through_inner_steps() -> None:
    model = nn.Sequential(nn.Linear(1, 20), nn.ReLU(), nn.Linear(20, 1))
    optimizer = optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(15):
        meta = 0.0
        optimizer.zero_grad()
        for _task in range(4):
            phase = torch.rand(1) * 3
            x = torch.rand(10, 1) * 4 - 2
            fast = dict(model.named_parameters())
            for _inner in range(2):
                loss = F.mse_loss(torch.func.functional_call(model, fast, (x,)), torch.sin(x + phase))
                slopes = torch.autograd.grad(loss, list(fast.values()), create_graph=True)
                fast = {name: p - 0.01 * g for (name, p), g in zip(fast.items(), slopes, strict=True)}
            query = torch.rand(10, 1) * 4 - 2
            meta = meta + F.mse_loss(torch.func.functional_call(model, fast, (query,)), torch.sin(query + phase))
        (meta / 4).backward()
        optimizer.step()


@ordinary
def evaluation_each_epoch_with_early_stopping() -> None:
    x, y = blobs(120)
    train_set, validation_set = torch.utils.data.random_split(TensorDataset(x, y), [90, 30])
    train_loader = DataLoader(train_set, batch_size=16, shuffle=True)
    validation_loader = DataLoader(validation_set, batch_size=30)
    model = nn.Sequential(nn.Linear(8, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Dropout(0.3), nn.Linear(32, 3))
    optimizer = optim.Adam(model.parameters(), lr=1e-2)
    scheduler = optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=1)
    best, state = float("inf"), None
    for _epoch in range(6):
        model.train()
        running = 0.0
        for features, target in train_loader:
            optimizer.zero_grad()
            loss = F.cross_entropy(model(features), target)
            loss.backward()
            optimizer.step()
            running += loss.item() * len(target)
        model.eval()
        with torch.no_grad():
            total = sum(F.cross_entropy(model(a), b, reduction="sum").item() for a, b in validation_loader)
        scheduler.step(total)
        torch.log(val_loss=total / 30)
        if total < best:
            best, state = total, copy.deepcopy(model.state_dict())
    model.load_state_dict(state)


@ordinary
def folds_trained_in_one_cell() -> None:
    x, y = blobs(90)
    data = TensorDataset(x, y)
    for fold in range(3):
        held = set(range(fold * 30, fold * 30 + 30))
        train_loader = DataLoader(Subset(data, [i for i in range(90) if i not in held]), batch_size=20, shuffle=True)
        test_loader = DataLoader(Subset(data, sorted(held)), batch_size=30)
        model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Dropout(0.2), nn.Linear(16, 3))
        optimizer = optim.SGD(model.parameters(), lr=0.1)
        for _epoch in range(4):
            model.train()
            for a, b in train_loader:
                optimizer.zero_grad()
                F.cross_entropy(model(a), b).backward()
                optimizer.step()
        model.eval()
        with torch.inference_mode():
            for a, b in test_loader:
                (model(a).argmax(1) == b).float().mean().item()


@ordinary
def a_sweep_over_rates_and_widths() -> None:
    x, y = blobs()
    for rate in (1e-3, 1e-2, 1e-1):
        for width in (8, 32):
            model = nn.Sequential(nn.Linear(8, width), nn.ReLU(), nn.Linear(width, 3))
            optimizer = optim.SGD(model.parameters(), lr=rate, momentum=0.9, weight_decay=1e-4)
            for _ in range(25):
                loss = nn.CrossEntropyLoss()(model(x), y)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()


@ordinary
def a_differential_equation() -> None:
    model = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
    optimizer = optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(40):
        t = torch.rand(40, 1, requires_grad=True)
        u = model(t)
        slope = torch.autograd.grad(u.sum(), t, create_graph=True)[0]
        start = model(torch.zeros(1, 1)) - 1
        loss = (slope + u).pow(2).mean() + start.pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@ordinary
def distillation_from_a_teacher() -> None:
    x, y = blobs()
    teacher = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Dropout(0.3), nn.Linear(64, 3)).eval()
    student = nn.Linear(8, 3)
    optimizer = optim.SGD(student.parameters(), lr=0.1)
    for _ in range(30):
        with torch.no_grad():
            soft = F.softmax(teacher(x) / 2, dim=1)
        out = student(x)
        loss = F.kl_div(F.log_softmax(out / 2, dim=1), soft, reduction="batchmean") * 4 + F.cross_entropy(out, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@ordinary
def several_labels_with_uneven_weights() -> None:
    x, _ = blobs()
    labels = (torch.rand(96, 5) > 0.8).float()
    model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 5))
    criterion = nn.BCEWithLogitsLoss(pos_weight=torch.full((5,), 4.0))
    optimizer = optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(30):
        optimizer.zero_grad()
        criterion(model(x), labels).backward()
        optimizer.step()
        scores = torch.sigmoid(model(x).detach())
        ((scores > 0.5).float() == labels).float().mean()


@ordinary
def transformer_with_warm_up() -> None:
    class Model(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.embed, self.place = nn.Embedding(30, 16), nn.Parameter(torch.zeros(12, 16))
            layer = nn.TransformerEncoderLayer(16, 2, 32, batch_first=True)
            self.body, self.head = nn.TransformerEncoder(layer, 2), nn.Linear(16, 30)

        def forward(self, x: Any) -> Any:
            mask = nn.Transformer.generate_square_subsequent_mask(x.shape[1])
            return self.head(self.body(self.embed(x) + self.place, mask=mask))

    model = Model()
    optimizer = optim.AdamW(model.parameters(), lr=1e-3)
    scheduler = optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, step / 20))
    text = torch.randint(0, 30, (16, 13))
    for _ in range(25):
        loss = F.cross_entropy(model(text[:, :-1]).transpose(1, 2), text[:, 1:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()


@ordinary
def an_attack_on_the_input() -> None:
    x, y = blobs(16)
    model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3))
    model.eval()
    noise = torch.zeros_like(x, requires_grad=True)
    optimizer = optim.Adam([noise], lr=0.05)
    for _ in range(20):
        loss = -F.cross_entropy(model(x + noise), y) + noise.pow(2).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        noise.data.clamp_(-0.3, 0.3)


@ordinary
def adversarial_training() -> None:
    x, y = blobs()
    model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3))
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    for _ in range(20):
        probe = x.clone().requires_grad_(True)
        slope = torch.autograd.grad(F.cross_entropy(model(probe), y), probe)[0]
        optimizer.zero_grad()
        F.cross_entropy(model(x + 0.05 * slope.sign()), y).backward()
        optimizer.step()


@ordinary
def mixture_of_experts() -> None:
    class Experts(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.gate = nn.Linear(8, 4)
            self.experts = nn.ModuleList(nn.Linear(8, 3) for _ in range(4))

        def forward(self, x: Any) -> Any:
            weight, which = self.gate(x).softmax(-1).max(-1)
            out = torch.zeros(len(x), 3)
            for number, expert in enumerate(self.experts):
                chosen = (which == number).nonzero().squeeze(1)
                if len(chosen):
                    out = out.index_add(0, chosen, expert(x[chosen]) * weight[chosen, None])
            return out

    x, y = blobs()
    model = Experts()
    optimizer = optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(30):
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


@ordinary
def semi_supervised_with_pseudo_labels() -> None:
    x, y = blobs(48)
    more, _ = blobs(96)
    model = nn.Sequential(nn.Linear(8, 32), nn.BatchNorm1d(32), nn.ReLU(), nn.Dropout(0.1), nn.Linear(32, 3))
    optimizer = optim.SGD(model.parameters(), lr=0.05)
    for _ in range(20):
        with torch.no_grad():
            sure, guess = model(more + 0.01 * torch.randn_like(more)).softmax(1).max(1)
        loss = F.cross_entropy(model(x), y)
        strong = F.cross_entropy(model(more + 0.3 * torch.randn_like(more)), guess, reduction="none")
        loss = loss + (strong * (sure > 0.8)).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@ordinary
def two_views_that_have_to_agree() -> None:
    x, y = blobs()
    model = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, 3))
    optimizer = optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(20):
        out = model(x)
        with torch.no_grad():
            target = model(x + 0.1 * torch.randn_like(x)).softmax(1)
        loss = F.cross_entropy(out, y) + F.mse_loss(out.softmax(1), target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@ordinary
def weights_averaged_and_norms_recomputed() -> None:
    x, y = blobs()
    loader = DataLoader(TensorDataset(x, y), batch_size=16, shuffle=True)
    model = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 3))
    average = optim.swa_utils.AveragedModel(model)
    optimizer = optim.SGD(model.parameters(), lr=0.05)
    for _epoch in range(3):
        for a, b in loader:
            optimizer.zero_grad()
            F.cross_entropy(model(a), b).backward()
            optimizer.step()
        average.update_parameters(model)
    optim.swa_utils.update_bn(loader, average)


@ordinary
def regression_of_prices_with_r2() -> None:
    x = torch.randn(80, 5)
    y = x @ torch.tensor([1.0, -2.0, 0.5, 3.0, 0.0]) + 0.1 * torch.randn(80)
    train_x, test_x, train_y, test_y = x[:60], x[60:], y[:60], y[60:]
    model = nn.Sequential(nn.Linear(5, 16), nn.ReLU(), nn.Linear(16, 1))
    optimizer = optim.Adam(model.parameters(), lr=0.02)
    for epoch in range(50):
        optimizer.zero_grad()
        loss = F.mse_loss(model(train_x).flatten(), train_y)
        loss.backward()
        optimizer.step()
        if epoch % 10 == 0:
            model.eval()
            with torch.no_grad():
                rest = test_y - model(test_x).flatten()
                (1 - rest.pow(2).sum() / (test_y - test_y.mean()).pow(2).sum()).item()
            model.train()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_an_ordinary_program_is_left_alone(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    models, made = [], nn.Module.__init__

    def kept(model: Any, *arguments: Any, **named: Any) -> None:  # as a notebook keeps what its cells have made
        models.append(model)
        made(model, *arguments, **named)

    monkeypatch.setattr(nn.Module, "__init__", kept)
    with warnings.catch_warnings(), watching() as found:
        warnings.simplefilter("ignore", UserWarning)
        program()
    assert not found, str(found)
