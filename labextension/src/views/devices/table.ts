/** The same numbers as a table: blocks of modules down, owners across, the largest first. */
import { bytes, h, percent, trans } from '../../kit';
import type { DeviceJson } from '../../schema';
import { groupsOf, ownerBytes, OWNERS, strength, wordOf } from './read';

/** The key beside the picture: each owner's bytes and share. */
export function ownersTable(device: DeviceJson): HTMLElement {
  const rows = OWNERS.map(one => ({ ...one, size: ownerBytes(device, one.owner) }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size)
    .map(({ owner, token, size }) =>
      h(
        'tr',
        { 'data-owner': owner },
        h('th', { scope: 'row' }, h('i', { style: `background: var(--nbt-${token}); opacity: ${strength(owner)}` }), wordOf(owner)),
        h('td', {}, bytes(size)),
        h('td.share', {}, percent(size / device.total)),
      ),
    );
  return h('table.nbt-dev-key', {}, h('tbody', {}, rows));
}

export function modulesTable(device: DeviceJson): HTMLElement {
  const groups = groupsOf(device, 'module');
  const shown = OWNERS.filter(({ owner }) => ownerBytes(device, owner) > 0);
  const most = Math.max(...groups.flatMap(group => group.parts.map(part => part.bytes)), 1);
  const heading = h('tr', {}, h('th', { scope: 'col' }, trans.__('module')), shown.map(({ owner }) => h('th', { scope: 'col' }, wordOf(owner))), h('th', { scope: 'col' }, trans.__('all')));
  const rows = groups.map(({ word, parts, bytes: whole }) =>
    h(
      'tr',
      { 'data-block': word },
      h('th', { scope: 'row' }, h('code', { title: word }, word)),
      shown.map(({ owner, token }) => {
        const size = parts.find(part => part.owner === owner)?.bytes ?? 0;
        const bar = `width: ${((100 * size) / most).toFixed(1)}%; background: var(--nbt-${token}); opacity: ${strength(owner)}`;
        return h('td', {}, size > 0 && h('i', { style: bar }), h('span', {}, size > 0 ? bytes(size) : ''));
      }),
      h('td', {}, h('b', {}, bytes(whole))),
    ),
  );
  const scroll = h('div.nbt-dev-table', { tabindex: 0, role: 'region', 'aria-label': trans.__('Memory by module and owner') });
  const whole = h(
    'tr',
    {},
    h('th', { scope: 'row' }, trans.__('all modules')),
    shown.map(({ owner }) => h('td', {}, bytes(ownerBytes(device, owner)))),
    h('td', {}, h('b', {}, bytes(device.total))),
  );
  scroll.append(h('table', {}, h('thead', {}, heading), h('tbody', {}, rows), h('tfoot', {}, whole)));
  return scroll;
}
