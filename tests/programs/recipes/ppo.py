"""Proximal policy optimization with generalized advantages on a point that is to be steered to the origin."""

import torch
import torch.nn as nn
from torch.distributions import Independent, Normal, kl_divergence

torch.manual_seed(7)
WORLDS, STEPS, GAMMA, LAMBDA, CLIP = 16, 20, 0.97, 0.95, 0.2


def layer_init(layer, std=2**0.5, bias=0.0):
    nn.init.orthogonal_(layer.weight, std)
    nn.init.constant_(layer.bias, bias)
    return layer


class Agent(nn.Module):
    def __init__(self):
        super().__init__()
        self.critic = nn.Sequential(layer_init(nn.Linear(4, 32)), nn.Tanh(), layer_init(nn.Linear(32, 1), std=1.0))
        self.actor_mean = nn.Sequential(layer_init(nn.Linear(4, 32)), nn.Tanh(), layer_init(nn.Linear(32, 2), std=0.01))
        self.actor_logstd = nn.Parameter(torch.zeros(1, 2))

    def policy(self, state):
        mean = self.actor_mean(state)
        return Independent(Normal(mean, self.actor_logstd.expand_as(mean).exp()), 1)


def world_step(state, action):
    place, speed = state.chunk(2, dim=-1)
    speed = 0.9 * speed + 0.2 * action.clamp(-1, 1)
    place = place + 0.2 * speed
    return torch.cat([place, speed], -1), -place.norm(dim=-1) - 0.01 * action.square().sum(-1)


agent, losses = Agent(), []
optimizer = torch.optim.Adam(agent.parameters(), lr=3e-3, eps=1e-5)
for iteration in range(5):
    optimizer.param_groups[0]["lr"] = (1.0 - iteration / 5) * 3e-3
    states, actions = torch.zeros(STEPS, WORLDS, 4), torch.zeros(STEPS, WORLDS, 2)
    log_probs, rewards, values, dones = torch.zeros(4, STEPS, WORLDS)
    state = torch.cat([torch.randn(WORLDS, 2), torch.zeros(WORLDS, 2)], dim=1)
    with torch.no_grad():
        for t in range(STEPS):
            states[t], values[t] = state, agent.critic(state).flatten()
            policy = agent.policy(state)
            actions[t] = policy.sample()
            log_probs[t] = policy.log_prob(actions[t])
            state, rewards[t] = world_step(state, actions[t])
        advantages, last = torch.zeros_like(rewards), 0
        for t in reversed(range(STEPS)):
            following = values[t + 1] if t < STEPS - 1 else agent.critic(state).flatten()
            delta = rewards[t] + GAMMA * following - values[t]
            advantages[t] = last = delta + GAMMA * LAMBDA * last
        returns = advantages + values
        before = agent.policy(states.flatten(0, 1))
    b_states, b_actions = states.reshape(-1, 4), actions.reshape(-1, 2)
    b_log_probs, b_advantages, b_returns, b_values = (
        part.reshape(-1) for part in (log_probs, advantages, returns, values)
    )
    clipped = []
    for _epoch in range(2):
        for batch in torch.randperm(STEPS * WORLDS).split(80):
            policy = agent.policy(b_states[batch])
            ratio = (policy.log_prob(b_actions[batch]) - b_log_probs[batch]).exp()
            clipped += [((ratio - 1.0).abs() > CLIP).float().mean()]
            advantage = b_advantages[batch]
            advantage = (advantage - advantage.mean()) / (advantage.std() + 1e-8)
            policy_loss = torch.max(-advantage * ratio, -advantage * ratio.clamp(1 - CLIP, 1 + CLIP)).mean()
            value = agent.critic(b_states[batch]).squeeze(-1)
            v_clipped = b_values[batch] + torch.clamp(value - b_values[batch], -CLIP, CLIP)
            worse = torch.maximum((value - b_returns[batch]) ** 2, (v_clipped - b_returns[batch]) ** 2)
            loss = policy_loss + 0.25 * worse.mean() - 1e-3 * policy.entropy().mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(agent.parameters(), 0.5)
            optimizer.step()
            losses.append(loss.item())
    with torch.no_grad():
        divergence = kl_divergence(before, agent.policy(b_states)).mean()
    explained = 1 - (b_returns - b_values).var() / b_returns.var()
    print(
        f"iteration {iteration}: reward {rewards.sum(0).mean():.3f}, clipped {torch.stack(clipped).mean():.3f}, "
        f"KL {divergence:.4f}, explained {explained:.3f}"
    )
print(agent.actor_logstd, agent.policy(torch.zeros(1, 4)).mean.abs() < 1)
