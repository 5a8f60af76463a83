import { flowDatesOnEntry } from '../../src/index.js';

describe('committed and delivered dates', () => {
  const [earlier, now] = ['2026-03-01T09:00:00Z', '2026-03-02T09:00:00Z'];
  const fresh = { committedAt: null, deliveredAt: null };

  test('a card is committed on entering its first active column, once', () => {
    expect(flowDatesOnEntry(fresh, { kind: 'active' }, now)).toEqual({ committedAt: now, deliveredAt: null });
    expect(flowDatesOnEntry({ ...fresh, committedAt: earlier }, { kind: 'active' }, now).committedAt).toBe(
      earlier,
    );
  });

  test('going back before the commitment point clears the commitment', () => {
    expect(flowDatesOnEntry({ committedAt: earlier, deliveredAt: null }, { kind: 'queue' }, now)).toEqual(
      fresh,
    );
  });

  test('a card is delivered on entering a done column, and no longer delivered after leaving it', () => {
    const delivered = { committedAt: earlier, deliveredAt: earlier };
    expect(flowDatesOnEntry({ ...delivered, deliveredAt: null }, { kind: 'done' }, now).deliveredAt).toBe(
      now,
    );
    expect(flowDatesOnEntry(delivered, { kind: 'done' }, now)).toEqual(delivered);
    expect(flowDatesOnEntry(delivered, { kind: 'active' }, now)).toEqual({
      committedAt: earlier,
      deliveredAt: null,
    });
  });

  test('moving straight from the queue to done sets both dates', () => {
    expect(flowDatesOnEntry(fresh, { kind: 'done' }, now)).toEqual({ committedAt: now, deliveredAt: now });
  });
});
