"""A small student learns from a large teacher, with mixed-up examples and smoothed labels."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch.distributions import Beta

torch.manual_seed(0)
digits = load_digits()
x, y = torch.tensor(digits.data, dtype=torch.float) / 16, torch.tensor(digits.target)
x_train, y_train, x_test, y_test = x[:1000], y[:1000], x[1000:1400], y[1000:1400]
losses = []


def mixup(inputs, targets, alpha=0.4):
    weight = Beta(alpha, alpha).sample().item()
    partner = torch.randperm(inputs.size(0))
    soft = weight * F.one_hot(targets, 10) + (1 - weight) * F.one_hot(targets[partner], 10)
    return weight * inputs + (1 - weight) * inputs[partner], soft


def run(model, step, epochs, optimizer):
    model.train()
    for _ in range(epochs):
        for index in torch.randperm(len(x_train)).chunk(10):
            loss = step(model, x_train[index], y_train[index])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    model.eval()
    with torch.no_grad():
        logits = model(x_test)
    confidence, predicted = logits.softmax(-1).max(-1)
    return (predicted == y_test).float().mean().item(), confidence.mean().item(), logits


def mixed(model, inputs, targets):
    inputs, soft = mixup(inputs, targets)
    return F.cross_entropy(model(inputs), soft)  # of probabilities


def smoothed(model, inputs, targets):
    return F.cross_entropy(model(inputs), targets, label_smoothing=0.1)


def smoothed_by_hand(model, inputs, targets, eps=0.1):
    log_probs = model(inputs).log_softmax(-1)
    nll = -log_probs.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    return ((1 - eps) * nll - eps * log_probs.mean(-1)).mean()


def distilled(model, inputs, targets, T=3.0, weight=0.5):
    with torch.no_grad():
        teacher_logits = teacher(inputs)
    student_logits = model(inputs)
    soft = F.kl_div(
        F.log_softmax(student_logits / T, dim=-1), F.log_softmax(teacher_logits / T, dim=-1),
        reduction="batchmean", log_target=True,
    )  # fmt: skip
    return weight * T**2 * soft + (1 - weight) * F.cross_entropy(student_logits, targets)


teacher = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Dropout(0.1), nn.Linear(128, 10))
accuracy, confidence, teacher_logits = run(teacher, mixed, 3, torch.optim.Adam(teacher.parameters(), lr=5e-3))
print(f"teacher, mixed up: accuracy {accuracy:.4f}, confidence {confidence:.4f}")
for step in (smoothed, smoothed_by_hand, distilled):
    torch.manual_seed(1)
    student = nn.Sequential(nn.Linear(64, 12), nn.Softsign(), nn.Linear(12, 10))
    optimizer = torch.optim.Adam(student.parameters(), lr=1e-2)
    accuracy, confidence, logits = run(student, step, 3, optimizer)
    agreement = (logits.argmax(-1) == teacher_logits.argmax(-1)).float().mean()
    print(f"{step.__name__}: accuracy {accuracy:.4f}, confidence {confidence:.4f}, agrees {agreement:.4f}")
entropy = torch.distributions.Categorical(logits=logits).entropy()
print("entropy", entropy.mean(), "of at most", torch.tensor(10.0).log())
worst = F.cross_entropy(logits, y_test, reduction="none").topk(3)
print("hardest", worst.indices.tolist(), worst.values)
