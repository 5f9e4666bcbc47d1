import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import { LabIcon } from '@jupyterlab/ui-components';
import { Widget } from '@lumino/widgets';
import { lastExplained } from './explained';
import { Following } from './following';
import { jump } from './jump';
import { insertBelow, loadExtension, restartKernel } from './kernel-actions';
import { JUMP, STOP, prefer, trans, type Choices, type Place } from './kit';
import { MIME_TYPES, createRenderer } from './mime';
import { PanelModel } from './model';
import { watchOrphans } from './orphan';
import { PanelView } from './panel';
import { interruptFor } from './stopping';
import { renderGraph } from './views/graph';

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
  optional: [ITranslator],
  activate: (_app: JupyterFrontEnd, registry: IRenderMimeRegistry, translator: ITranslator | null) => {
    if (translator) trans.use(translator.load('nbtorch_lab')); // first: outputs are drawn before the panel is
    for (const mimeType of MIME_TYPES) {
      registry.addFactory({ safe: true, mimeTypes: [mimeType], createRenderer: () => createRenderer(mimeType) }, 0);
    }
  },
};

/** A click on its tab or its shortcut brings the keyboard along. */
class PanelWidget extends Widget {
  protected onActivateRequest(): void {
    this.node.focus();
  }
}

/** The side panel, its commands and settings, and the links from every view to the code. */
const panel: JupyterFrontEndPlugin<void> = {
  id: 'nbtorch-lab:panel',
  description: "Shows the runs, tensors and graphs of the current notebook's kernel.",
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ILabShell, ILayoutRestorer, ICommandPalette, ISettingRegistry, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    labShell: ILabShell | null,
    restorer: ILayoutRestorer | null,
    palette: ICommandPalette | null,
    registry: ISettingRegistry | null,
    translator: ITranslator | null,
  ) => {
    const model = new PanelModel();
    const following = new Following(tracker, model, (kernel) => app.serviceManager.kernels.connectTo({ model: kernel }));
    const actions = {
      loadExtension: () => void loadExtension(following.notebook),
      restartKernel: () => void restartKernel(following.notebook),
      insert: (code: string, run: boolean) => void insertBelow(following.notebook, code, run),
    };
    const draw = (host: HTMLElement, graph: Parameters<typeof renderGraph>[1]) =>
      renderGraph(host, graph, { direction: 'TB' });
    const view = new PanelView(model, actions, draw);
    const widget = new PanelWidget();
    widget.id = 'nbtorch-panel';
    widget.title.icon = panelIcon;
    widget.title.caption = trans.__('nbtorch: runs, tensors and graphs');
    widget.node.tabIndex = -1;
    widget.node.append(view.node);
    app.shell.add(widget, 'right', { rank: 900 });
    restorer?.add(widget, widget.id);

    const show = () => {
      labShell?.expandRight();
      app.shell.activateById(widget.id);
    };
    const open = (notebook: NotebookPanel) => app.shell.activateById(notebook.id);
    document.addEventListener(JUMP, (event) => {
      const notebook = widget.node.contains(event.target as Node) ? following.notebook : tracker.currentWidget;
      void jump(notebook, (event as CustomEvent<Place>).detail, open);
    });
    document.addEventListener(STOP, (event) => {
      if (interruptFor(event.target as Node, tracker)) event.preventDefault();
    });

    const commands = {
      'nbtorch:show-panel': { label: trans.__('nbtorch: Show panel'), execute: show },
      'nbtorch:load-extension': {
        label: trans.__('nbtorch: Load the extension in this notebook'),
        isEnabled: () => {
          const { currentWidget: front } = tracker;
          return front != null && !(front === following.notebook && model.phase === 'ready');
        },
        execute: () => loadExtension(tracker.currentWidget),
      },
      'nbtorch:last-explanation': {
        label: trans.__('nbtorch: Jump to the last explanation'),
        isEnabled: () => lastExplained(model.state) != null,
        execute: () => jump(following.notebook, lastExplained(model.state)!, open),
      },
    };
    for (const [command, options] of Object.entries(commands)) {
      app.commands.addCommand(command, options);
      palette?.addItem({ command, category: 'nbtorch' });
    }
    model.changed.connect(() => app.commands.notifyCommandChanged());

    const showAtStart = () => {
      const { currentWidget } = app.shell;
      show();
      currentWidget?.activate(); // nobody has asked for the keyboard to move
    };
    if (registry) void configure(registry, app.restored, model, following, showAtStart);
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

async function configure(
  registry: ISettingRegistry,
  restored: Promise<unknown>,
  model: PanelModel,
  following: Following,
  showAtStart: () => void,
): Promise<void> {
  const settings = await registry.load(panel.id);
  const apply = () => {
    following.followFront(settings.composite.follow as boolean);
    model.redraw = settings.composite.redraw as boolean;
    prefer(settings.composite as Choices);
  };
  settings.changed.connect(apply);
  apply();
  await restored;
  if (settings.composite.showAtStart) showAtStart();
}

export default [mime, panel, orphans];
