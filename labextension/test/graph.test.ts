import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GraphJson, OpNode } from '../src/schema';
import digits from './fixtures/graph-digits.json';
import gpt from './fixtures/graph-gpt.json';
import mlp from './fixtures/graph-mlp.json';
import resnet50 from './fixtures/graph-resnet50.json';
import { renderGraph, type GraphHandle, type GraphOptions } from '../src/views/graph';
import { Viewport, type Extent, type View } from '../src/views/graph/viewport';

const fixtures = { digits, gpt, mlp, resnet50 };
const fixture = (name: keyof typeof fixtures) => structuredClone(fixtures[name]) as unknown as GraphJson;

let host: HTMLElement;
let view: GraphHandle;
beforeEach(() => {
  host = document.createElement('div');
  document.body.replaceChildren(host);
});
afterEach(() => view?.dispose());

function show(graph: GraphJson, options?: GraphOptions): HTMLElement {
  view = renderGraph(host, graph, options);
  return host.querySelector<HTMLElement>('[data-nbtorch="graph"]')!;
}
const one = (selector: string) => host.querySelector<HTMLElement>(selector)!;
const all = (selector: string) => [...host.querySelectorAll<HTMLElement>(selector)];
const node = (key: string | number) => one(`[data-node="${key}"]`);
const names = () => all('.nbt-node text.n').map(text => text.textContent);
const click = (element: Element) => element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
const press = (key: string, target: Element = document.activeElement!) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
const colour = (name: string) => click(all('[role=radio]').find(button => button.textContent === name)!);
const search = (text: string) => {
  const field = one('input') as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
const place = (element: Element) =>
  /translate\(([-\d.]+),([-\d.]+)\)/.exec(element.getAttribute('transform')!)!.slice(1).map(Number);
const op = (id: number, name: string, more: Partial<OpNode> = {}): OpNode => ({
  id,
  op: name,
  mod: '',
  shape: [4],
  ...more,
});
const graph = (nodes: OpNode[], edges: GraphJson['edges'] = [], more: Partial<GraphJson> = {}): GraphJson => ({
  schema: 1,
  kind: 'graph',
  nodes,
  edges,
  ...more,
});

describe('the depth that was asked for', () => {
  const drawn = () => all('[data-node]').length;
  it('opens that many levels', () => {
    show({ ...fixture('digits'), depth: 0 });
    const closed = drawn();
    view.dispose();
    show({ ...fixture('digits'), depth: 1 });
    expect(drawn()).toBeGreaterThan(closed);
  });

  it('never shows more than 300 items', () => {
    show({ ...fixture('resnet50'), depth: 9 });
    expect(drawn()).toBeLessThanOrEqual(300);
  });
});

describe('the folded picture', () => {
  it('shows modules closed, ops of the top level, the input and the result', () => {
    const root = show(fixture('digits'));
    expect(names()).toEqual(
      expect.arrayContaining(['stem', 'blocks.0', 'blocks.2', 'flatten', 'drop', 'head', 'cross_entropy', 'input']),
    );
    expect(all('.nbt-node')).toHaveLength(10);
    expect(root.getAttribute('aria-label')).toBe(
      'Computation graph of cross_entropy(net(x), y): 31 operations, 77.6\u2009k parameters, value 0.0895',
    );
    expect(node('blocks.1').textContent).toContain('Block · 8 ops');
    expect(one('.nbt-node.result').textContent).toBe('cross_entropy 0.0895');
  });

  it('names every node and its op in the document', () => {
    show(fixture('digits'));
    expect(node(30).dataset.op).toBe('cross_entropy');
    expect(all('[data-node]').every(each => each.dataset.op)).toBe(true);
  });

  it('writes the name of a module that is one op above that op', () => {
    show(fixture('resnet50'));
    expect([...node(0).querySelectorAll('text')].map(text => text.textContent)).toEqual([
      'conv1',
      'conv2d',
      '64×48×48',
    ]);
    expect([...node(2).querySelectorAll('text')].map(text => text.textContent)).toEqual(['relu', '64×48×48']);
  });

  it('draws each call of an activation that a block uses again and again where it is', () => {
    const block = (id: number, name: string, mod: string) => op(id, name, { mod: `block.${mod}` });
    show(
      graph(
        [block(0, 'conv2d', 'conv1'), block(1, 'relu', 'act'), block(2, 'conv2d', 'conv2'), block(3, 'relu', 'act')],
        [
          [0, 1, [4]],
          [1, 2, [4]],
          [2, 3, [4]],
        ],
        { modules: { block: { type: 'Block', params: 0 }, 'block.act': { type: 'ReLU', params: 0 } } },
      ),
    );
    if (!all('[data-node="0"]').length) click(node('block'));
    expect(all('[data-node="block.act"]')).toHaveLength(0);
    expect([1, 3].map(id => node(id).querySelector('text')?.textContent)).toEqual(['act', 'act']);
    const left = [0, 1, 2, 3].map(id => place(node(id))[0]);
    expect(left).toEqual([...left].sort((a, b) => a - b));
  });

  it('counts what a condensed graph has folded into its nodes', () => {
    const nodes = [0, 1, 2, 3].map(id => op(id, '50 ops', { mod: id < 2 ? 'body' : 'head', many: 50 }));
    show(graph(nodes, [[0, 1, [4]], [1, 2, [4]], [2, 3, [4]]], { ops: 200 }));
    expect(node('body').textContent).toContain('100 ops');
    search('ops');
    expect(host.textContent).toContain('200 of 200');
  });

  it('folds repeated blocks into one card with a bar for each copy', () => {
    show(fixture('gpt'));
    const block = node('h.0');
    expect(block.textContent).toContain('h.0–11');
    expect(block.querySelector('.nbt-rep')?.textContent).toBe('×12');
    expect(block.querySelectorAll('.copy')).toHaveLength(12);
    expect(block.querySelectorAll('.ghost')).toHaveLength(2);
  });

  it('opens a model that is a single group, and leaves others closed', () => {
    show(fixture('mlp'));
    expect(names()).toEqual(expect.arrayContaining(['linear', 'relu', 'dropout', 'head']));
    expect(one('[aria-label="Close layers"]')).not.toBeNull();
  });

  it('wraps a long chain in rows and never lets cards overlap', () => {
    show(fixture('resnet50'));
    const rows = new Set(all('.nbt-node').map(each => Math.round(place(each)[1] / 60)));
    expect(rows.size).toBeGreaterThan(1);
    const boxes = all('.nbt-node').map(each => {
      const [x, y] = place(each);
      const body = each.querySelector('.body')!;
      return { x, y, right: x + Number(body.getAttribute('width')), bottom: y + Number(body.getAttribute('height')) };
    });
    boxes.forEach((a, i) =>
      boxes
        .slice(i + 1)
        .forEach(b => expect(a.right <= b.x || b.right <= a.x || a.bottom <= b.y || b.bottom <= a.y).toBe(true)),
    );
  });

  it('runs from top to bottom when it is asked to', () => {
    show(fixture('digits'), { direction: 'TB' });
    const [first, last] = [place(node('stem')), place(node(30))];
    expect(last[1]).toBeGreaterThan(first[1] + 200);
    expect(Math.abs(last[0] - first[0])).toBeLessThan(60);
  });

  it('keeps thousands of ops of one loop to a picture that opens in steps', () => {
    const nodes = [...Array(3000).keys()].map(id => op(id, 'mul'));
    show(
      graph(
        nodes,
        nodes.slice(1).map(({ id }) => [id - 1, id]),
      ),
    );
    expect(all('[data-node]').length).toBeLessThanOrEqual(60);
    click(node('#1–75'));
    expect(node(0).dataset.op).toBe('mul');
    expect(names()).toContain('76–150');
  });
});

describe('opening and closing', () => {
  it('opens a group in place and closes it again', () => {
    show(fixture('digits'));
    click(node('blocks.1'));
    expect(names()).toEqual(expect.arrayContaining(['conv1', 'bn1', 'skip', 'add']));
    const inside = place(node(13));
    colour('time');
    expect(place(node(13))).toEqual(inside); // another colour moves nothing
    click(one('[aria-label="Close blocks.1"]'));
    expect(names()).not.toContain('conv1');
  });

  it('lays out what is inside a group alone: opening another changes nothing in it', () => {
    show(fixture('digits'));
    click(node('blocks.0'));
    const distance = () => place(node(5))[0] - place(node(3))[0];
    const before = distance();
    click(node('blocks.2'));
    expect(distance()).toBe(before);
  });

  it('keeps what the reader did when a newer graph arrives', () => {
    show(fixture('digits'));
    click(node('blocks.1'));
    click(node(13));
    colour('memory');
    view.update({ ...fixture('digits'), loss: 0.5 });
    expect(one('.nbt-node.result').textContent).toContain('0.500');
    expect(one('.nbt-card').hidden).toBe(false);
    expect(one('[aria-checked=true]').textContent).toBe('memory');
    expect(names()).toContain('skip');
  });
});

describe('devices', () => {
  const spread = () => {
    const data = fixture('digits');
    for (const node of data.nodes) if (/^blocks\.[12]/.test(node.mod)) node.device = 'cuda:0';
    return data;
  };

  it('have a word, a colour and a rhythm of dashes on nodes and edges', () => {
    show(spread());
    colour('device');
    expect(node('blocks.1').textContent).toContain('cuda:0');
    const bands = [node('stem'), node('blocks.1')].map(each => each.querySelector('.place')!);
    expect(new Set(bands.map(band => band.getAttribute('stroke-dasharray'))).size).toBe(2);
    expect(new Set(bands.map(band => band.getAttribute('style'))).size).toBe(2);
    const edges = new Set(all('.nbt-edge').map(edge => edge.getAttribute('stroke-dasharray')));
    expect(edges).toEqual(new Set(bands.map(band => band.getAttribute('stroke-dasharray'))));
    expect(one('.nbt-legend').textContent).toMatch(/cuda:0, \d+ ops/);
    expect(node('blocks.1').getAttribute('aria-label')).toContain('on cuda:0');
  });

  it('mark in every colour where something is copied', () => {
    show(spread());
    expect(all('.nbt-stage .nbt-copy')).toHaveLength(2);
    expect(all('.nbt-edge title').map(title => title.textContent)).toContainEqual(expect.stringContaining('copied cpu → cuda:0'));
    expect(one('.nbt-legend').textContent).toContain('copied to another device');
    click(node('blocks.1'));
    expect(all('.nbt-stage .nbt-copy').length).toBeGreaterThanOrEqual(2);
  });

  it('say on a group which ones it runs on', () => {
    const data = fixture('digits');
    const inside = data.nodes.filter(each => each.mod.startsWith('blocks.1'));
    inside[0].device = 'cuda:0';
    show(data);
    colour('device');
    expect(node('blocks.1').textContent).toContain('cuda:0, cpu');
    expect(node('blocks.1').querySelectorAll('.place')).toHaveLength(2);
  });

  it('of which there is one are not marked', () => {
    show(fixture('digits'));
    colour('device');
    expect(all('.nbt-copy')).toHaveLength(0);
    expect(one('.nbt-legend').textContent).toBe('cpu, 31 ops');
    expect(node('blocks.1').getAttribute('aria-label')).not.toContain('on cpu');
  });
});

describe('colours', () => {
  it('offers only what was recorded, and shows no legend for the rest', () => {
    show(fixture('mlp'));
    expect(all('[role=radio]').map(button => button.textContent)).toEqual(['kind', 'memory', 'device']);
    expect(one('.nbt-legend').textContent).toBe('matrixactivationloss');
    show(graph([op(0, 'mul'), op(1, 'add')], [[0, 1]]));
    expect(all('[role=radio]')).toHaveLength(0);
  });

  it('writes the value of the colour, a total or a maximum on groups', () => {
    const recorded = fixture('digits');
    show(recorded);
    const block = recorded.nodes.filter(each => each.mod.startsWith('blocks.1'));
    colour('memory');
    const kept = block.reduce((total, each) => total + each.bytes!, 0);
    expect(node('blocks.1').textContent).toContain(`${(kept / 1e6).toFixed(2)}\u2009MB`);
    colour('gradient');
    const norm = Math.max(...block.map(each => each.grad!));
    expect(node('blocks.1').textContent).toContain(`max ${norm.toPrecision(3)}`);
    expect(node('blocks.1').classList).toContain('filled');
    expect(one('.nbt-legend').textContent).toContain('gradient norm');
  });

  it('counts every copy of a repeated block', () => {
    const recorded = fixture('gpt');
    show(recorded);
    colour('time');
    const total = recorded.nodes
      .filter(each => each.reps)
      .flatMap(each => each.reps!)
      .reduce((sum, copy) => sum + copy[1]! + copy[2]!, 0);
    expect(node('h.0').textContent).toContain(`${(total / 1e3).toFixed(0)}\u2009ms`);
  });

  it('makes an edge wider the stronger its gradient, and grey without one', () => {
    show(
      graph(
        [op(0, 'mul', { grad: 1e-6 }), op(1, 'add', { grad: 1 }), op(2, 'sum')],
        [
          [0, 1],
          [1, 2],
        ],
      ),
    );
    const [weak, strong] = all('.nbt-edge').map(edge =>
      parseFloat(/stroke-width: ([\d.]+)/.exec(edge.getAttribute('style')!)![1]),
    );
    expect(weak).toBeCloseTo(1.25);
    expect(strong).toBeCloseTo(6);
    show(fixture('mlp'));
    expect(all('.nbt-edge').every(edge => edge.getAttribute('style')!.includes('--nbt-data'))).toBe(true);
  });
});

describe('search', () => {
  it('dims what does not match and counts what is inside closed groups', () => {
    show(fixture('resnet50'));
    search('downsample');
    expect(one('.nbt-find output').textContent).toBe('8 of 176');
    expect(node('layer2.0').textContent).toContain('2 inside');
    expect(node('layer2.0').classList).toContain('hit');
    expect(node(0).classList).toContain('dim');
    press('Escape', one('input'));
    expect(all('.dim')).toHaveLength(0);
  });

  it('finds a copy in the block that stands for it', () => {
    const graph = fixture('gpt');
    const inside = graph.nodes.filter(each => each.mod.startsWith('h.0.')).length;
    show(graph);
    search('h.7.');
    expect(one('.nbt-find output').textContent).toMatch(new RegExp(`^${inside} of `));
    expect(node('h.0').classList).toContain('hit');
    search('h.12.');
    expect(one('.nbt-find output').textContent).toMatch(/^0 of /);
  });

  it('goes to the first match and opens what hides it', () => {
    show(fixture('gpt'));
    search('attn.qkv');
    press('Enter', one('input'));
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^qkv/);
  });
});

describe('details', () => {
  it('shows every number that was recorded, and the way to the code', () => {
    show(fixture('digits'));
    click(node('blocks.1'));
    click(node(13));
    const card = one('.nbt-card');
    expect(card.querySelector('strong')?.textContent).toBe('conv2');
    const facts = Object.fromEntries(
      [...card.querySelectorAll('dl > div')].map(row => [...row.children].map(cell => cell.textContent)),
    );
    expect(facts).toMatchObject({
      op: 'conv2d',
      output: '64×32×4×4',
      forward: '241\u2009µs',
      parameters: '9,216',
      'gradient norm': '0.0425',
    });
    expect(card.querySelectorAll('figure')).toHaveLength(2);
    const jumped = vi.fn();
    host.addEventListener('nbtorch:jump', event => jumped((event as CustomEvent).detail));
    click(card.querySelector('.nbt-link')!);
    expect(jumped).toHaveBeenCalledWith({ cell: 3, cellId: 'c3', line: 13 });
  });

  it('leaves out what was not recorded', () => {
    show(graph([op(0, 'mul'), op(1, 'add')], [[0, 1]]));
    click(node(1));
    expect([...one('.nbt-card dl').querySelectorAll('dt')].map(term => term.textContent)).toEqual(['output']);
    expect(one('.nbt-card .nbt-link')).toBeNull();
    click(one('[aria-label="Close details"]'));
    expect(one('.nbt-card').hidden).toBe(true);
  });
});

describe('keyboard', () => {
  it('has one tab stop, and arrows follow the edges', () => {
    show(fixture('digits'));
    expect(all('.nbt-canvas g[tabindex="0"]')).toHaveLength(1);
    node('stem').focus();
    press('ArrowRight');
    expect(document.activeElement).toBe(node('blocks.0'));
    press('ArrowLeft');
    press('ArrowLeft');
    expect(document.activeElement?.getAttribute('data-op')).toBe('input');
    expect(all('.nbt-canvas g[tabindex="0"]')).toEqual([document.activeElement]);
  });

  it('opens with Enter, keeps the focus inside the view, and closes with Escape', () => {
    show(fixture('digits'));
    node('blocks.1').focus();
    press('Enter');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Close blocks.1');
    node(13).focus();
    press('Enter');
    expect(one('.nbt-card').hidden).toBe(false);
    press('Escape');
    expect(one('.nbt-card').hidden).toBe(true);
    expect(document.activeElement).toBe(node(13));
    press('Escape');
    expect(document.activeElement).toBe(node('blocks.1'));
    expect(node('blocks.1').getAttribute('aria-expanded')).toBe('false');
  });

  it('goes up and down between branches', () => {
    show(fixture('gpt'));
    node(0).focus();
    press(place(node(1))[1] < place(node(0))[1] ? 'ArrowUp' : 'ArrowDown');
    expect(document.activeElement).toBe(node(1));
  });

  it('focuses the search with a slash, and leaves shortcuts of the notebook alone otherwise', () => {
    const root = show(fixture('digits'));
    node('stem').focus();
    press('/');
    expect(document.activeElement).toBe(one('input'));
    const outside = vi.fn();
    host.addEventListener('keydown', outside);
    root.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true }));
    expect(outside).toHaveBeenCalledOnce();
    expect(one('.nbt-canvas').dataset.lmSuppressShortcuts).toBe('true');
  });

  it('says first what is written on the node', () => {
    show(fixture('digits'));
    expect(node('blocks.1').getAttribute('aria-label')).toMatch(/^blocks\.1 Block · 8 ops\. Group, .*Enter opens it$/);
    expect(node(30).getAttribute('aria-label')).toMatch(
      /^cross_entropy 0\.0895\. cross_entropy, top level, output scalar/,
    );
  });
});

describe('pan and zoom', () => {
  it.each<[string, Extent, Extent]>([
    ['a column in a panel', { width: 120, height: 270 }, { width: 230, height: 326 }],
    ['a column that has to shrink', { width: 150, height: 360 }, { width: 230, height: 348 }],
    ['rows as wide as the view', { width: 680, height: 200 }, { width: 714, height: 256 }],
  ])('keeps %s clear of the zoom buttons', (_says, content, window) => {
    let view: View = { k: 0, x: 0, y: 0 };
    const viewport = new Viewport(document.createElement('div'), now => (view = now), new AbortController().signal);
    viewport.resize(content, window);
    viewport.fit();
    expect(view.x + content.width * view.k).toBeGreaterThan(window.width - 90);
    expect(view.y + content.height * view.k).toBeLessThanOrEqual(window.height - 40 + 1e-9);
    expect(view.y).toBeGreaterThanOrEqual(16 - 1e-9);
  });

  it('leaves what is beside the zoom buttons in the middle', () => {
    let view: View = { k: 0, x: 0, y: 0 };
    const viewport = new Viewport(document.createElement('div'), now => (view = now), new AbortController().signal);
    viewport.resize({ width: 300, height: 80 }, { width: 714, height: 136 });
    viewport.fit();
    expect(view).toEqual({ k: 1, x: 207, y: 28 });
  });

  const stage = () => one('.nbt-canvas svg[role=group] > g').getAttribute('transform');

  it('lets the wheel scroll the notebook, and zooms with Ctrl', () => {
    show(fixture('digits'));
    const before = stage();
    const plain = new WheelEvent('wheel', { deltaY: 100, cancelable: true, bubbles: true });
    one('.nbt-canvas').dispatchEvent(plain);
    expect([plain.defaultPrevented, stage()]).toEqual([false, before]);
    const zoom = new WheelEvent('wheel', { deltaY: -100, ctrlKey: true, cancelable: true, bubbles: true });
    one('.nbt-canvas').dispatchEvent(zoom);
    expect(zoom.defaultPrevented).toBe(true);
    expect(stage()).not.toBe(before);
    click(one('[aria-label="Fit to view"]'));
    expect(stage()).toBe(before);
  });

  it('pans with a drag, and a small movement is still a click', () => {
    show(fixture('digits'));
    const before = stage();
    const canvas = one('.nbt-canvas');
    const move = (type: string, x: number) =>
      canvas.dispatchEvent(new MouseEvent(type, { clientX: x, clientY: 10, button: 0, bubbles: true }));
    move('pointerdown', 100);
    move('pointermove', 102);
    expect(stage()).toBe(before);
    move('pointermove', 160);
    expect(stage()).not.toBe(before);
    const after = stage();
    move('pointerup', 160);
    move('pointermove', 300);
    expect(stage()).toBe(after);
  });

  it('shows a minimap only when not everything is in sight', () => {
    show(fixture('digits'));
    expect(one('.nbt-mini').hidden).toBe(true);
    click(node('blocks.1'));
    click(node('blocks.2'));
    expect(one('.nbt-mini').hidden).toBe(false);
  });
});

describe('odd data', () => {
  it.each<[string, unknown, string]>([
    ['nothing', null, 'The output holds no graph.'],
    ['no nodes', { schema: 1, nodes: 3 }, 'The graph has no list of nodes.'],
    ['a newer schema', { schema: 3, nodes: [] }, 'The graph has schema 3, this viewer knows 2'],
  ])('says in words why %s is not drawn', (_, data, sentence) => {
    const root = show(data as GraphJson);
    expect(root.textContent).toContain('This picture could not be drawn');
    expect(root.textContent).toContain(sentence);
  });

  it('says why an empty graph is empty', () => {
    expect(show(graph([], [], { call: 'x' })).textContent).toContain('x has no graph');
  });

  it.each<[string, unknown]>([
    ['missing fields', { nodes: [{ op: 'mul' }, { id: 5 }, null], edges: [[0, 5], [5, 5], [0, 99], null] }],
    [
      'a cycle',
      graph(
        [op(0, 'mul'), op(1, 'add')],
        [
          [0, 1],
          [1, 0],
        ],
      ),
    ],
    [
      'modules that nobody described',
      graph(
        [op(0, 'a', { mod: 'x.y' }), op(1, 'b', { mod: 'x.y' }), op(2, 'c')],
        [
          [0, 1],
          [1, 2],
        ],
      ),
    ],
    [
      'nulls everywhere',
      graph([op(0, 'mul', { grad: null, fwd: null, reps: null, val: null, inputs: null, bytes: null })], [], {
        modules: null,
      }),
    ],
    ['a gradient of zero', graph([op(0, 'mul', { grad: 0 }), op(1, 'add', { grad: 0 })], [[0, 1]])],
    [
      'repeats without numbers',
      graph([op(0, 'linear', { mod: 'h.0' }), op(1, 'relu', { mod: 'h.0' })], [[0, 1]], {
        modules: { 'h.0': { type: 'Block', repeat: 3, last: 'h.2' } },
      }),
    ],
  ])('draws %s', (_, data) => {
    const root = show(data as GraphJson);
    expect(root.textContent).not.toContain('could not be drawn');
    expect(root.textContent).not.toMatch(/NaN|undefined/);
    expect(all('[data-node]').length).toBeGreaterThan(0);
    expect(host.innerHTML).not.toMatch(/NaN|Infinity/);
  });

  it('never reads names as markup', () => {
    const evil = '<img src=x onerror=alert(1)>';
    show(graph([op(0, evil), op(1, 'add')], [[0, 1]], { call: evil, name: evil }));
    expect(all('img')).toHaveLength(0);
    expect(names()).toContain(evil);
  });

  it('recovers when good data follows bad, and leaves nothing behind', () => {
    show({} as GraphJson);
    view.update(fixture('mlp'));
    expect(node(3).dataset.op).toBe('linear');
    view.dispose();
    expect(host.childElementCount).toBe(0);
  });
});
