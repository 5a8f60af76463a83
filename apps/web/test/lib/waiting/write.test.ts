import { describe, expect, it } from '@jest/globals';
import type { CardChange } from '@weir/contract';
import { listChange, valueChange } from '@/lib/waiting/write';
import { writeFor } from '@/lib/waiting/write-for';

const card = (version: number, more: object = {}) => ({
  version,
  title: 'Old',
  labelIds: ['a'],
  assignees: [],
  ...more,
});

describe('a change of a card for a newer version of it', () => {
  const rename = valueChange('/cards/1', { title: 'New' }, card(1), { title: 'Old' });

  it('is made again while the value that it replaces is the same', () => {
    expect(writeFor(rename, card(2, { labelIds: [] }))).toEqual({ ...rename, ifMatch: '"2"' });
  });

  it('is not made over another new value, nor twice for one version', () => {
    expect(writeFor(rename, card(2, { title: 'Theirs' }))).toBeNull();
    expect(writeFor(rename, card(1))).toBeNull();
  });

  it('compares people without their order, and custom fields one by one', () => {
    const of = (body: CardChange) => valueChange('/cards/1', {}, card(1), body);
    const newer = card(2, { assignees: [{ id: 'b' }, { id: 'a' }], fields: { size: 'L' }, dueOn: null });
    const isMade = (body: CardChange) => writeFor(of(body), newer) !== null;
    expect(isMade({ assigneeIds: ['a', 'b'], dueOn: null })).toBe(true);
    expect(isMade({ assigneeIds: ['a'] })).toBe(false);
    expect([isMade({ fields: { size: 'L' } }), isMade({ fields: { size: null } })]).toEqual([true, false]);
    expect(isMade({ fields: { cost: null } })).toBe(true);
  });

  it('adds and removes labels on top of what others changed', () => {
    const change = listChange('/cards/1', card(1), { list: 'labelIds', add: ['b'], remove: ['a'] });
    expect(change.body).toEqual({ labelIds: ['b'] });
    expect(writeFor(change, card(2, { labelIds: ['a', 'c'] }))?.body).toEqual({ labelIds: ['c', 'b'] });
  });
});
