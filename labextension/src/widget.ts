import type { AnyModel, Render } from '@anywidget/types';
import uplotCss from 'uplot/dist/uPlot.min.css';
import curvesCss from '../style/curves.css';
import kitCss from '../style/kit.css';
import tokensCss from '../style/tokens.css';
import { STOP } from './kit';
import type { CurvesJson, PointsMessage } from './schema';
import { renderCurves } from './views/curves';

interface LiveModel extends Record<string, unknown> {
  state: CurvesJson;
  stoppable: boolean;
}

/**
 * The live view, for every front end that runs anywidget. The `state` trait draws views that open late;
 * messages add the points in between. Stop asks the kernel, and says so until the kernel reports the end.
 */
const render: Render<LiveModel> = ({ model, el }) => {
  const style = document.createElement('style');
  style.textContent = [uplotCss, tokensCss, kitCss, curvesCss].join('\n');
  el.append(style);
  const onStop = () => {
    const asked = new CustomEvent(STOP, { bubbles: true, composed: true, cancelable: true });
    if (el.dispatchEvent(asked)) model.send({ kind: 'stop' });
  };
  const view = renderCurves(el, state(model), model.get('stoppable') ? { onStop } : {});
  const onMessage = (message: PointsMessage) => {
    if (message.kind === 'points') view.append(message);
  };
  const onState = () => view.update(state(model));
  model.on('msg:custom', onMessage);
  model.on('change:state', onState);
  return () => {
    model.off('msg:custom', onMessage);
    model.off('change:state', onState);
    view.dispose();
    style.remove();
  };
};

/** The trait is empty until the kernel has written it once. */
function state(model: AnyModel<LiveModel>): CurvesJson {
  const empty: CurvesJson = {
    schema: 1,
    kind: 'curves',
    name: null,
    cell: null,
    cellId: null,
    state: 'running',
    steps: 0,
    total: null,
    epoch: null,
    epochs: null,
    steps_per_epoch: null,
    rate: null,
    elapsed: 0,
    eta: null,
    note: null,
    series: [],
    nonfinite: [],
    earlier: [],
  };
  return { ...empty, ...model.get('state') };
}

export default { render };
