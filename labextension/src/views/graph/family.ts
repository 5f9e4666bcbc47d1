/** Op families: the stripe on a node and its word in the legend. */
import { trans } from '../../kit';

export const FAMILIES = ['matrix', 'norm', 'activation', 'shape', 'arithmetic', 'loss', 'embedding'] as const;
export type Family = (typeof FAMILIES)[number];

export const familyWord = (family: Family): string =>
  ({
    matrix: trans.__('matrix'),
    norm: trans.__('norm'),
    activation: trans.__('activation'),
    shape: trans.__('shape, pool'),
    arithmetic: trans.__('arithmetic'),
    loss: trans.__('loss'),
    embedding: trans.__('embedding'),
  })[family];

// The first that matches decides, so a loss comes before the arithmetic in its name.
const PATTERNS: [RegExp, Family][] = [
  [/cross_entropy|nll|(^|_)loss|kl_div|^bce/, 'loss'],
  [/^(conv|linear|bilinear|matmul|bmm|mm$|mv$|dot$|addmm|baddbmm|einsum|outer|sdpa|scaled_dot|lstm|gru|rnn)/, 'matrix'],
  [/^embedding/, 'embedding'],
  [/pool|upsample|interpolate/, 'shape'],
  [/(batch|layer|group|instance|rms|local_response)_?norm|^normalize/, 'norm'],
  [
    /relu|elu$|^(gelu|silu|mish|sigmoid|tanh|softmax|log_softmax|softplus|softsign|hardtanh|hardswish|hardsigmoid|log_sigmoid|dropout|threshold|glu)/,
    'activation',
  ],
  [
    /^(flatten|unflatten|view|reshape|t$|transpose|permute|split|chunk|unbind|cat|stack|select|slice|index|gather|scatter|getitem|squeeze|unsqueeze|expand|repeat|tile|roll|flip|narrow|pad|clone|contiguous|to$|copy|as_strided|diagonal|tril|triu|masked|where|unfold|fold|movedim|swap|detach)/,
    'shape',
  ],
];

/** What is in no other family computes: it is arithmetic. */
export function family(op: string): Family {
  return PATTERNS.find(([pattern]) => pattern.test(op))?.[1] ?? 'arithmetic';
}
