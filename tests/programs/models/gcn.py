"""Label the nodes of a graph of communities with a graph convolutional network on its dense adjacency matrix."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.parameter import Parameter

torch.manual_seed(42)
NODES, CLASSES, FEATURES = 120, 4, 16

labels = torch.arange(NODES) % CLASSES
same = labels.unsqueeze(0) == labels.unsqueeze(1)
probability = torch.where(same, torch.tensor(0.2), torch.tensor(0.02))
upper = torch.bernoulli(probability).triu(diagonal=1)
adjacency = upper + upper.T
features = torch.zeros(NODES, FEATURES).scatter_(1, torch.randint(0, FEATURES, (NODES, 3)), 1.0)
features[torch.arange(NODES), labels] += 0.5 * torch.rand(NODES)
degrees = adjacency.sum(1)
print(f"{int(adjacency.count_nonzero()) // 2} edges, degrees {degrees.min():.0f} to {degrees.max():.0f}")


def normalize(adjacency):
    """D^-1/2 (A + I) D^-1/2 (Kipf & Welling, 2017)."""
    with_loops = adjacency + torch.eye(adjacency.shape[0])
    scale = with_loops.sum(dim=1).rsqrt()
    return torch.einsum("i,ij,j->ij", scale, with_loops, scale)


class GraphConvolution(nn.Module):
    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        self.in_features, self.out_features = in_features, out_features
        self.weight = Parameter(torch.empty(in_features, out_features))
        if bias:
            self.bias = Parameter(torch.empty(out_features))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self):
        stdv = 1.0 / self.weight.size(1) ** 0.5
        self.weight.data.uniform_(-stdv, stdv)
        if self.bias is not None:
            self.bias.data.uniform_(-stdv, stdv)

    def forward(self, x, adjacency):
        output = torch.mm(adjacency, torch.mm(x, self.weight))
        return output if self.bias is None else output + self.bias

    def extra_repr(self):
        return f"{self.in_features} -> {self.out_features}"


class GCN(nn.Module):
    def __init__(self, hidden=16):
        super().__init__()
        self.gc1 = GraphConvolution(FEATURES, hidden)
        self.gc2 = GraphConvolution(hidden, CLASSES, bias=False)

    def forward(self, x, adjacency):
        x = F.dropout(F.relu(self.gc1(x, adjacency)), 0.5, training=self.training)
        return F.log_softmax(self.gc2(x, adjacency), dim=1)


def accuracy(output, labels):
    return output.max(1)[1].type_as(labels).eq(labels).double().mean()


order = torch.randperm(NODES)
train, validation, test = torch.zeros(3, NODES, dtype=torch.bool).unbind()
train[order[:32]], validation[order[32:64]], test[order[64:]] = True, True, True
model, norm = GCN(), normalize(adjacency)
print(model)
optimizer = torch.optim.Adam(model.parameters(), lr=0.05, weight_decay=5e-4)
losses, best, patience = [], float("inf"), 0
for epoch in range(60):
    model.train()
    optimizer.zero_grad()
    output = model(features, norm)
    loss = F.nll_loss(output[train], labels[train])
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    model.eval()
    with torch.no_grad():
        output = model(features, norm)
    held = F.nll_loss(output[validation], labels[validation]).item()
    best, patience = (held, 0) if held < best else (best, patience + 1)
    if epoch % 10 == 9:
        print(
            f"Epoch: {epoch + 1:04d} loss_train: {loss.item():.4f} "
            f"acc_train: {accuracy(output[train], labels[train]):.4f} loss_val: {held:.4f} patience: {patience}"
        )
print(f"Test set results: loss= {F.nll_loss(output[test], labels[test]):.4f}", end=" ")
print(f"accuracy= {accuracy(output[test], labels[test]).item():.4f}")
embedding = F.normalize(torch.relu(model.gc1(features, norm)), dim=1).detach()
similar = embedding @ embedding.mT
print("similarity within", similar[same].mean(), "and between", similar[~same].mean())
