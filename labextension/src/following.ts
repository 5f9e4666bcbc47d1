import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel } from '@jupyterlab/services';
import type { PanelModel } from './model';

/** Keeps the model on a notebook, the one in front or the first one, and on whatever kernel that has. */
export class Following {
  notebook: NotebookPanel | null = null;
  private front = true;

  constructor(
    private tracker: INotebookTracker,
    private model: PanelModel,
    private connect?: (kernel: Kernel.IModel) => Kernel.IKernelConnection,
  ) {
    tracker.currentChanged.connect((_tracker, notebook) => {
      if (this.front || !this.notebook) this.go(notebook);
    });
  }

  /** Whether the panel changes with the notebook in front, or stays where it is. */
  followFront(front: boolean): void {
    this.front = front;
    if (front) this.go(this.tracker.currentWidget);
  }

  private go(notebook: NotebookPanel | null): void {
    if (notebook === this.notebook) return;
    const before = this.notebook;
    before?.sessionContext.kernelChanged.disconnect(this.update, this);
    before?.title.changed.disconnect(this.update, this);
    before?.disposed.disconnect(this.leave, this);
    this.notebook = notebook;
    notebook?.sessionContext.kernelChanged.connect(this.update, this);
    notebook?.title.changed.connect(this.update, this);
    notebook?.disposed.connect(this.leave, this);
    this.update();
  }

  private leave(): void {
    const { currentWidget } = this.tracker;
    this.go(currentWidget === this.notebook ? null : currentWidget);
  }

  /** Of several notebooks on one kernel JupyterLab lets one connection speak over comms: that one is used for all. */
  private speaking(kernel: Kernel.IKernelConnection | null): Kernel.IKernelConnection | null {
    if (!kernel || kernel.handleComms !== false) return kernel;
    const lender = this.tracker.find(({ sessionContext }) => {
      const other = sessionContext.session?.kernel;
      return other?.id === kernel.id && other.handleComms;
    });
    if (!lender) return this.connect?.(kernel.model) ?? kernel;
    lender.disposed.connect(() => setTimeout(() => this.update()), this);
    return lender.sessionContext.session!.kernel;
  }

  private update(): void {
    const { notebook } = this;
    const kernel = this.speaking(notebook?.sessionContext.session?.kernel ?? null);
    this.model.follow(notebook ? { name: notebook.title.label, kernel } : null);
  }
}
