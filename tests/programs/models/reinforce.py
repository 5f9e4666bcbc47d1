"""REINFORCE with a learned baseline on a small cart-pole written by hand."""

import math
from collections import deque

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Categorical


class CartPole:
    """The balance of a pole on a cart (Barto, Sutton & Anderson, 1983), by Euler's method."""

    def reset(self):
        self.state = [float(v) for v in torch.empty(4).uniform_(-0.05, 0.05)]
        return torch.tensor(self.state)

    def step(self, action):
        x, v, theta, w = self.state
        force = 10.0 if action == 1 else -10.0
        cos, sin = math.cos(theta), math.sin(theta)
        push = (force + 0.05 * w**2 * sin) / 1.1
        turn = (9.8 * sin - cos * push) / (0.5 * (4.0 / 3.0 - 0.1 * cos**2 / 1.1))
        slide = push - 0.05 * turn * cos / 1.1
        self.state = [x + 0.02 * v, v + 0.02 * slide, theta + 0.02 * w, w + 0.02 * turn]
        done = abs(self.state[0]) > 2.4 or abs(self.state[2]) > 0.2095
        return torch.tensor(self.state), 1.0, done


class Policy(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.affine = nn.Linear(4, hidden)
        self.dropout = nn.Dropout(p=0.1)
        self.action_head, self.value_head = nn.Linear(hidden, 2), nn.Linear(hidden, 1)

    def forward(self, x):
        x = F.relu(self.dropout(self.affine(x)))
        return F.softmax(self.action_head(x), dim=-1), self.value_head(x)


def discounted(rewards, gamma=0.98):
    returns, total = deque(), 0.0
    for reward in reversed(rewards):
        total = reward + gamma * total
        returns.appendleft(total)
    returns = torch.tensor(returns)
    return (returns - returns.mean()) / (returns.std() + 1e-6)


torch.manual_seed(543)
env, policy = CartPole(), Policy()
optimizer = torch.optim.Adam(policy.parameters(), lr=2e-2)
running, losses = 10.0, []
for episode in range(24):
    state, rewards, log_probs, values, entropies = env.reset(), [], [], [], []
    for _ in range(120):
        probabilities, value = policy(state)
        chosen = Categorical(probabilities)
        action = chosen.sample()
        state, reward, done = env.step(action.item())
        log_probs.append(chosen.log_prob(action))
        entropies.append(chosen.entropy())
        values.append(value.squeeze(-1))
        rewards.append(reward)
        if done:
            break
    returns, values = discounted(rewards), torch.stack(values)
    advantage = returns - values.detach()
    policy_loss = -(torch.stack(log_probs) * advantage).sum()
    loss = policy_loss + F.smooth_l1_loss(values, returns, reduction="sum") - 0.01 * torch.stack(entropies).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    running = 0.05 * len(rewards) + 0.95 * running
    if episode % 4 == 3:
        print(f"Episode {episode + 1}\tLength: {len(rewards):3d}\tLoss: {loss.item():.3f}\tAverage: {running:.2f}")
print(chosen, chosen.probs.shape)
