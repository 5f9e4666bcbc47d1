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
 * A moving average that weighs both sides alike, falling off over roughly `window` points: unlike a plain exponential
 * average it does not draw a falling loss late. Gaps stay gaps.
 */
export function smooth(y: Float64Array, window: number): Float64Array {
  const keep = 1 - 1 / Math.max(1, window);
  const sums = new Float64Array(y.length);
  const weights = new Float64Array(y.length);
  const sweep = (from: number, by: number) => {
    let sum = 0;
    let weight = 0;
    for (let i = from; i >= 0 && i < y.length; i += by) {
      if (Number.isNaN(y[i])) continue;
      sums[i] += sum = keep * sum + y[i];
      weights[i] += weight = keep * weight + 1;
    }
  };
  sweep(0, 1);
  sweep(y.length - 1, -1);
  return sums.map((sum, i) => sum / weights[i]);
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
