"""Facts about `nn.functional` that need no PyTorch."""

from __future__ import annotations

import itertools

import numpy as np

import nbtorch as torch
import nbtorch.nn.functional as F


def test_ctc_sums_over_all_alignments():
    probabilities = torch.tensor(np.random.default_rng(0).normal(size=(4, 1, 3))).softmax(2)
    total = 0.0
    for path in itertools.product(range(3), repeat=4):
        merged = [symbol for symbol, _ in itertools.groupby(path)]
        if [symbol for symbol in merged if symbol] == [1, 2]:
            total += np.prod([probabilities[t, 0, symbol].item() for t, symbol in enumerate(path)])
    loss = F.ctc_loss(probabilities.log(), torch.tensor([[1, 2]]), (4,), (2,), reduction="sum")
    np.testing.assert_allclose(loss.item(), -np.log(total))


def test_the_grid_of_the_identity_gives_the_image_back():
    image = torch.arange(24.0).reshape(1, 2, 3, 4)
    theta = torch.tensor([[[1.0, 0, 0], [0, 1, 0]]])
    for corners in (True, False):
        grid = F.affine_grid(theta, (1, 2, 3, 4), align_corners=corners)
        np.testing.assert_allclose(F.grid_sample(image, grid, align_corners=corners).numpy(), image.numpy(), atol=1e-5)


def test_unpooling_puts_maxima_back():
    image = torch.arange(16.0).reshape(1, 1, 4, 4)
    values, places = F.max_pool2d(image, 2, return_indices=True)
    back = F.max_unpool2d(values, places, 2)
    assert back.shape == image.shape
    assert back.sum().item() == values.sum().item()
    assert (back[back > 0] == image[back > 0]).all()


def test_bags_are_sums_of_rows():
    table = torch.arange(12.0).reshape(4, 3)
    found = F.embedding_bag(torch.tensor([0, 1, 3, 3]), table, torch.tensor([0, 2, 2]), mode="sum")
    assert found.tolist() == [(table[0] + table[1]).tolist(), [0.0] * 3, (2 * table[3]).tolist()]
