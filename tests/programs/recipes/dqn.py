"""Deep Q-learning on a grid: replay memory, a target network that follows slowly, Huber loss, fewer random moves."""

import math
import random
from collections import deque, namedtuple

import torch
import torch.nn as nn
import torch.nn.functional as F

random.seed(0)
torch.manual_seed(0)
Transition = namedtuple("Transition", ("state", "action", "next_state", "reward"))
SIZE, GOAL, PIT = 4, (3, 3), (1, 2)
MOVES = [(0, 1), (1, 0), (0, -1), (-1, 0)]


class ReplayMemory:
    def __init__(self, capacity):
        self.memory = deque([], maxlen=capacity)

    def push(self, *args):
        self.memory.append(Transition(*args))

    def sample(self, batch_size):
        return random.sample(self.memory, batch_size)

    def __len__(self):
        return len(self.memory)


def encode(place):
    return F.one_hot(torch.tensor(place[0] * SIZE + place[1]), SIZE * SIZE).float().unsqueeze(0)


def move(place, action):
    step = MOVES[action]
    place = tuple(min(max(place[i] + step[i], 0), SIZE - 1) for i in range(2))
    return place, 1.0 if place == GOAL else -1.0 if place == PIT else -0.05, place in (GOAL, PIT)


class Dueling(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(SIZE * SIZE, 32), nn.ReLU())
        self.value, self.advantage = nn.Linear(32, 1), nn.Linear(32, 4)

    def forward(self, x):
        x = self.body(x)
        advantage = self.advantage(x)
        return self.value(x) + advantage - advantage.mean(1, keepdim=True)


policy_net, target_net = Dueling(), Dueling()
target_net.load_state_dict(policy_net.state_dict())
optimizer = torch.optim.AdamW(policy_net.parameters(), lr=5e-3, amsgrad=True)
memory, steps_done, losses = ReplayMemory(500), 0, []


def select_action(state):
    global steps_done
    threshold = 0.05 + 0.85 * math.exp(-steps_done / 60)
    steps_done += 1
    if random.random() > threshold:
        with torch.no_grad():
            return policy_net(state).max(1).indices.view(1, 1)
    return torch.tensor([[random.randrange(4)]], dtype=torch.long)


def optimize_model(batch_size=32, gamma=0.95):
    if len(memory) < batch_size:
        return
    batch = Transition(*zip(*memory.sample(batch_size), strict=True))
    non_final_mask = torch.tensor(tuple(s is not None for s in batch.next_state), dtype=torch.bool)
    non_final_next_states = torch.cat([s for s in batch.next_state if s is not None])
    state_action_values = policy_net(torch.cat(batch.state)).gather(1, torch.cat(batch.action))
    next_state_values = torch.zeros(batch_size)
    with torch.no_grad():  # the policy chooses, the target judges
        best = policy_net(non_final_next_states).argmax(1, keepdim=True)
        next_state_values[non_final_mask] = target_net(non_final_next_states).gather(1, best).squeeze(1)
    expected = (next_state_values * gamma) + torch.cat(batch.reward)
    loss = nn.SmoothL1Loss()(state_action_values, expected.unsqueeze(1))
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_value_(policy_net.parameters(), 100)
    optimizer.step()
    losses.append(loss.item())


for episode in range(30):
    place, done, total, length = (0, 0), False, 0.0, 0
    while not done and length < 20:
        state = encode(place)
        action = select_action(state)
        place, reward, done = move(place, action.item())
        memory.push(state, action, None if done else encode(place), torch.tensor([reward]))
        optimize_model()
        target_state, policy_state = target_net.state_dict(), policy_net.state_dict()
        for key in policy_state:
            target_state[key] = policy_state[key] * 0.05 + target_state[key] * 0.95
        target_net.load_state_dict(target_state)
        total, length = total + reward, length + 1
    if episode % 6 == 5:
        print(f"episode {episode + 1}: {length} steps, return {total:.2f}, {len(memory)} remembered")
losses = losses[:150]
with torch.no_grad():
    values = policy_net(torch.eye(SIZE * SIZE)).max(dim=1)
print(values.values.view(SIZE, SIZE))
print("\n".join(" ".join(">v<^"[a] for a in row) for row in values.indices.view(SIZE, SIZE).tolist()))
