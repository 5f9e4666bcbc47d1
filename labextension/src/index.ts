import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { LabIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import { jump } from './jump';
import { JUMP, type Place } from './kit';
import { MIME_TYPES, createRenderer } from './mime';
import { PanelModel } from './model';
import { watchOrphans } from './orphan';
import { PanelView } from './panel';
import { renderGraph } from './views/graph';

const SHOW = 'nbtorch:show-panel';

/** A falling curve: strokes take the colour of the theme's other sidebar icons. */
const panelIcon = new LabIcon({
  name: 'nbtorch:panel',
  svgstr:
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16"><path class="jp-icon3" fill="#616161" d="M2 2h1.4v10.6H14V14H2Zm3 1.2c.3 4.6 2.6 7 8.6 7.2v1.4C7 11.6 3.9 8.7 3.600 3.200Z"/></svg>',
});

/** Saved outputs are drawn from their own data, with or without a kernel. */
const mime: JupyterFrontEndPlugin<void> = {
  id: 'nbtorch-lab:mime',
  description: 'Draws the graphs and curves that nbtorch leaves in a notebook.',
  autoStart: true,
  requires: [IRenderMimeRegistry],
  activate: (_app: JupyterFrontEnd, registry: IRenderMimeRegistry) => {
    for (const mimeType of MIME_TYPES) {
      registry.addFactory({ safe: true, mimeTypes: [mimeType], createRenderer: () => createRenderer(mimeType) }, 0);
    }
  },
};

/** The side panel, and the links from every view to the code. */
const panel: JupyterFrontEndPlugin<void> = {
  id: 'nbtorch-lab:panel',
  description: "Shows the runs, tensors and graphs of the current notebook's kernel.",
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ILabShell, ILayoutRestorer, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
  ) => {
    const model = new PanelModel();
    const actions = {
      loadExtension: () => void loadExtension(tracker.currentWidget),
      restartKernel: () => void restartKernel(tracker.currentWidget),
    };
    const draw = (host: HTMLElement, graph: Parameters<typeof renderGraph>[1]) =>
      renderGraph(host, graph, { direction: 'TB' });
    const view = new PanelView(model, actions, draw);
    const widget = new Widget();
    widget.id = 'nbtorch-panel';
    widget.title.icon = panelIcon;
    widget.title.caption = 'nbtorch: runs, tensors and graphs';
    widget.node.append(view.node);
    app.shell.add(widget, 'right', { rank: 900 });
    restorer?.add(widget, widget.id);

    app.commands.addCommand(SHOW, {
      label: 'nbtorch: Show panel',
      execute: () => {
        if (labShell) labShell.expandRight();
        app.shell.activateById(widget.id);
      },
    });
    palette?.addItem({ command: SHOW, category: 'nbtorch' });

    follow(tracker, model);
    document.addEventListener(JUMP, (event) => {
      void jump(tracker, (event as CustomEvent<Place>).detail, (notebook) => app.shell.activateById(notebook.id));
    });
  },
};

/** Pictures of runs whose page was loaded again while they trained. */
const orphans: JupyterFrontEndPlugin<void> = {
  id: 'nbtorch-lab:orphans',
  description: "Puts a run's picture under its cell after the page was loaded again.",
  autoStart: true,
  requires: [INotebookTracker],
  activate: (_app: JupyterFrontEnd, tracker: INotebookTracker) => watchOrphans(tracker),
};

/** Keep the model on the current notebook and on whatever kernel it has. */
function follow(tracker: INotebookTracker, model: PanelModel): void {
  let current: NotebookPanel | null = null;
  const update = () => {
    const kernel = current?.sessionContext.session?.kernel ?? null;
    model.follow(current ? { name: current.title.label, kernel } : null);
  };
  tracker.currentChanged.connect((_tracker, notebook) => {
    current?.sessionContext.kernelChanged.disconnect(update);
    current?.title.changed.disconnect(update);
    current = notebook;
    current?.sessionContext.kernelChanged.connect(update);
    current?.title.changed.connect(update);
    update();
  });
}

async function loadExtension(notebook: NotebookPanel | null): Promise<void> {
  if (!notebook) return;
  const { content, sessionContext } = notebook;
  content.activeCellIndex = 0;
  NotebookActions.insertAbove(content);
  content.activeCell?.model.sharedModel.setSource('%load_ext nbtorch');
  await NotebookActions.run(content, sessionContext);
}

async function restartKernel(notebook: NotebookPanel | null): Promise<void> {
  const context = notebook?.sessionContext;
  if (context?.session?.kernel) await context.restartKernel();
  else await context?.startKernel();
}

export default [mime, panel, orphans];
