/**
 * The training step that is looked at, shared by all views of a run on the page: the live view is a module of its own,
 * so it meets the others at the document. null is "now": the newest step there is.
 */
export const STEP = 'nbtorch:step';

/** What is told: to which step of which run the reader went. */
export interface StepDetail {
  run: string;
  step: number | null;
}

const KEPT = Symbol.for('nbtorch.steps');
const page = globalThis as { [KEPT]?: Map<string, number> };

/** The step that the reader went back to in a run, or null: for what draws a run but does not steer it. */
export const stepOf = (run: string | null | undefined): number | null => (run && page[KEPT]?.get(run)) || null;

/** Hear of readers going to a step of any run, once for several in a row; returns how to stop. */
export function onStep(changed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const hear = () => {
    timer ??= setTimeout(() => {
      timer = null;
      changed();
    });
  };
  document.addEventListener(STEP, hear);
  return () => {
    if (timer != null) clearTimeout(timer);
    document.removeEventListener(STEP, hear);
  };
}

/** A view's part in it. A view of no run, or of one saved before runs had names, keeps its step to itself. */
export class SharedStep {
  /** The step that the reader went back to, or null. */
  step: number | null = null;
  private run: string | null = null;
  private hear = (event: Event): void => {
    const { run, step } = (event as CustomEvent<StepDetail>).detail;
    if (run === this.run) this.go(step);
  };

  /** `changed` draws the step; it is called whoever went there, this view too. */
  constructor(private changed: () => void) {}

  /** Show this run. True if its step is another than the one shown; the caller draws. */
  join(name: string | null | undefined): boolean {
    const run = name ?? null;
    if (run === this.run) return false;
    document.removeEventListener(STEP, this.hear);
    this.run = run;
    const before = this.step;
    this.step = run ? (page[KEPT]?.get(run) ?? null) : null;
    if (run) document.addEventListener(STEP, this.hear);
    return before !== this.step;
  }

  /** Go to a step, here and in every view of the run. */
  tell(step: number | null): void {
    if (step === this.step) return;
    if (!this.run) return this.go(step);
    const kept = (page[KEPT] ??= new Map<string, number>());
    if (step == null) kept.delete(this.run);
    else kept.set(this.run, step);
    document.dispatchEvent(new CustomEvent<StepDetail>(STEP, { detail: { run: this.run, step } }));
  }

  leave(): void {
    document.removeEventListener(STEP, this.hear);
    this.run = null;
  }

  private go(step: number | null): void {
    this.step = step;
    this.changed();
  }
}
