"""The transposed convolution, and what may be wrong with one."""

from __future__ import annotations

from ..autograd.memory import followed
from ..autograd.op import op
from ..backend.array import Array
from .conv import channel_total, convolution, convolution_input, convolution_weight, cut
from .windows import sizes_text


def _transposed_sizes(sizes, kernel, stride, padding, output_padding, dilation):
    return tuple([
        (n - 1) * s - 2 * p + d * (k - 1) + o + 1
        for n, k, s, p, o, d in zip(sizes, kernel, stride, padding, output_padding, dilation, strict=True)
    ])  # fmt: skip


def _transposed_fits(input, weight, bias, stride, padding, output_padding, groups, dilation):
    if input.shape[1] != weight.shape[0]:
        raise RuntimeError(
            f"Given transposed=1, weight of size {list(weight.shape)}, expected input{list(input.shape)} to have "
            f"{weight.shape[0]} channels, but got {input.shape[1]} channels instead"
        )
    channels = weight.shape[1] * groups
    if bias is not None and bias.shape != (channels,):
        raise RuntimeError(
            f"Given transposed=1, weight of size {list(weight.shape)}, expected bias to be 1-dimensional with "
            f"{channels} elements, but got bias of size {list(bias.shape)} instead"
        )
    if min(stride) <= 0:
        raise RuntimeError("non-positive stride is not supported")
    if any([o >= s and o >= d for o, s, d in zip(output_padding, stride, dilation, strict=True)]):
        raise RuntimeError(
            "output padding must be smaller than either stride or dilation, but got output_padding_height: "
            f"{output_padding[0]} output_padding_width: {output_padding[-1]} stride_height: {stride[0]} stride_width: "
            f"{stride[-1]} dilation_height: {dilation[0]} dilation_width: {dilation[-1]}"
        )


@op(
    vjp={
        "input": lambda g, weight, input_shape, stride, padding, dilation, groups: cut(
            convolution(g, weight, None, stride, padding, dilation, groups), input_shape
        ),
        "weight": lambda g, input, weight_shape, stride, padding, dilation, groups: convolution_weight(
            input, g, weight_shape, stride, padding, dilation, groups
        ),
        "bias": lambda g: channel_total(g),
    },
    promote="same",
    method=False,
    function=False,
    check=_transposed_fits,
    grad_fn="ConvolutionBackward0",
    samples=(
        ((2, 4, 3, 4), (4, 2, 3, 2), (4,),
         {"stride": (2, 1), "padding": (1, 0), "output_padding": (1, 0), "groups": 2, "dilation": (1, 2)}),
    ),
)  # fmt: skip
def convolution_transposed(
    xp,
    input: Array,
    weight: Array,
    bias: Array = None,
    stride=(1,),
    padding=(0,),
    output_padding=(0,),
    groups=1,
    dilation=(1,),
):
    """The transpose of `convolution`: `(N, C, ...), (C, O / groups, *kernel) -> (N, O, ...)`."""
    _transposed_fits(input, weight, bias, stride, padding, output_padding, groups, dilation)
    sizes = _transposed_sizes(input.shape[2:], weight.shape[2:], stride, padding, output_padding, dilation)
    if min(sizes) <= 0:
        raise RuntimeError(
            f"Given input size per channel: {sizes_text(input.shape[2:])}. Calculated output size per channel: "
            f"{sizes_text(sizes)}. Output size is too small"
        )
    out = convolution_input.forward(xp, input, weight, sizes, stride, padding, dilation, groups)
    if bias is not None:
        out = out + bias.reshape(-1, *[1] * len(sizes))
    return followed(xp, out, input, weight)
