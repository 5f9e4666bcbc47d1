/** What a row's menu can set going. */
export interface Doing {
  /** Show a listed graph in this panel, and what matches `find` in it. */
  showGraph(name: string, find?: string): void;
  /** Put a line into a new cell of the notebook and run it. */
  run(code: string): void;
  /** Put a line into a new cell and leave the cursor in it. */
  write(code: string): void;
}
