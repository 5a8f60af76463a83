import type { JudgedBoard, RecordedEvent } from '../src/index.js';

type Change = RecordedEvent['changes'][number];

export const [ready, doing, bao, mira] = ['ready', 'doing', 'bao', 'mira'];

/** A board with the columns Ready and Doing, and at most two cards in Doing. Its events are a second apart. */
export class AHistory {
  private readonly events: RecordedEvent[] = [];
  private readonly overrides: JudgedBoard['overrides'][number][] = [];

  constructor(readonly key = 'MAIN') {
    this.event('board.created', [
      { board: key, to: { name: key } },
      { column: ready, to: { name: 'Ready', kind: 'queue', split: false } },
      { column: doing, to: { name: 'Doing', kind: 'active', split: false } },
    ]);
    this.event('limit.added', [
      { limit: 'of-doing', to: { scope: 'column', columnId: doing, max: 2, mode: 'block' } },
    ]);
  }

  event(type: string, changes: Change[], more: Partial<RecordedEvent> = {}): this {
    const seq = this.events.length + 1;
    this.events.push({ seq, type, at: new Date(seq * 1000), actor: bao!, changes, ...more });
    return this;
  }

  created(card: number, columnId = ready, more: Partial<RecordedEvent> = {}, people: string[] = []): this {
    const values = { title: `Card ${card}`, columnId, classOfService: 'standard', assigneeIds: people };
    return this.event('card.created', [{ card, to: { ...values, swimlaneId: null, half: null } }], more);
  }

  moved(card: number, columnId: string, version: number, more: Partial<RecordedEvent> = {}): this {
    return this.event('card.moved', [{ card, from: {}, to: { columnId, version } }], more);
  }

  submitted(request: number): this {
    return this.event('request.submitted', [{ request, to: { title: `Request ${request}` } }]);
  }

  answered(request: number, to: Record<string, unknown>): this {
    return this.event('request.answered', [{ request, to }]);
  }

  overridden(entry: Omit<JudgedBoard['overrides'][number], 'seq'>): this {
    this.overrides.push({ seq: this.events.length, ...entry });
    return this;
  }

  /** The history, after `broken` has changed its events. */
  board(broken = (events: RecordedEvent[]) => events): JudgedBoard {
    const { key, overrides } = this;
    return { key, events: broken([...this.events]), clock: this.events.length, overrides };
  }
}

export const texts = (faults: { text: string }[]) => faults.map(({ text }) => text);
