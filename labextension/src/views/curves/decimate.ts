/** One line ready to draw; null is a gap. */
export interface Points {
  x: number[];
  y: (number | null)[];
}

/**
 * Points `from` to `to` (exclusive) in at most about `2 * buckets` points. Each bucket keeps its smallest and its
 * largest value in step order, so no spike is lost; a bucket without a finite value becomes a gap.
 */
export function decimate(x: Float64Array, y: Float64Array, from: number, to: number, buckets: number): Points {
  const out: Points = { x: [], y: [] };
  const push = (i: number) => {
    out.x.push(x[i]);
    out.y.push(Number.isNaN(y[i]) ? null : y[i]);
  };
  const size = (to - from) / Math.max(1, buckets);
  if (size <= 2) {
    for (let i = from; i < to; i++) push(i);
    return out;
  }
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = from + Math.floor(bucket * size);
    const end = Math.min(to, from + Math.floor((bucket + 1) * size));
    let low = -1;
    let high = -1;
    for (let i = start; i < end; i++) {
      if (!(y[i] === y[i])) continue;
      if (low < 0 || y[i] < y[low]) low = i;
      if (high < 0 || y[i] > y[high]) high = i;
    }
    if (low < 0) push(start);
    else {
      push(Math.min(low, high));
      if (low !== high) push(Math.max(low, high));
    }
  }
  return out;
}

/**
 * Exponential moving averages over roughly `window` points, one from each end, and their mean: a falling loss is not
 * drawn late, as a single average would. Gaps stay gaps and do not reset it.
 */
export function smooth(y: Float64Array, window: number): Float64Array {
  const out = new Float64Array(y.length);
  const keep = 1 - 1 / Math.max(1, window);
  let mean = NaN;
  const step = (i: number) => {
    const value = y[i];
    if (value !== value) return NaN;
    return (mean = mean !== mean ? value : keep * mean + (1 - keep) * value);
  };
  for (let i = 0; i < y.length; i++) out[i] = step(i);
  mean = NaN;
  for (let i = y.length - 1; i >= 0; i--) out[i] = (out[i] + step(i)) / 2;
  return out;
}

/** Whether the values go up and down so much that a smoothed line helps; a monotone curve needs none. */
export function isNoisy(y: Float64Array): boolean {
  let [low, high, travelled, last] = [Infinity, -Infinity, 0, NaN];
  for (const value of y) {
    if (value !== value) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    if (last === last) travelled += Math.abs(value - last);
    last = value;
  }
  return high > low && travelled > 3 * (high - low);
}
