/** Numbers as they arrive: steps and values of one series in typed arrays that double when full. */
export class Column {
  length = 0;
  /** Smallest and largest finite value so far; `lowest > highest` means none yet. */
  lowest = Infinity;
  highest = -Infinity;
  private steps = new Float64Array(256);
  private values = new Float64Array(256);

  get x(): Float64Array {
    return this.steps.subarray(0, this.length);
  }

  /** Missing and non-finite values are NaN. */
  get y(): Float64Array {
    return this.values.subarray(0, this.length);
  }

  /** Add points in step order. A step already held is replaced, an older one ignored: a late view may hear a batch twice. */
  append(x: readonly number[], y: readonly (number | null)[]): void {
    for (let i = 0; i < x.length; i++) this.add(x[i], y[i]);
  }

  private add(step: number, value: number | null): void {
    const last = this.length ? this.steps[this.length - 1] : -Infinity;
    if (step < last) return;
    if (step > last) this.length++;
    if (this.length > this.steps.length) this.grow();
    const finite = value != null && Number.isFinite(value);
    this.steps[this.length - 1] = step;
    this.values[this.length - 1] = finite ? value : NaN;
    if (!finite) return;
    this.lowest = Math.min(this.lowest, value);
    this.highest = Math.max(this.highest, value);
  }

  /** Add points that may lie before or between those held; where both have a step, what is held stays. */
  merge(x: readonly number[], y: readonly (number | null)[]): void {
    if (!this.length || x[0] > this.steps[this.length - 1]) return this.append(x, y);
    const held = new Column();
    for (let i = 0, j = 0; i < this.length || j < x.length;) {
      if (j < x.length && (i >= this.length || x[j] <= this.steps[i])) held.add(x[j], y[j++]);
      else held.add(this.steps[i], this.values[i++]);
    }
    Object.assign(this, held);
  }

  /** Index of the last point at or before `step`, -1 when there is none. */
  at(step: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.steps[middle] <= step) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  private grow(): void {
    for (const name of ['steps', 'values'] as const) {
      const larger = new Float64Array(this[name].length * 2);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}
