import type { Board, Card, Column, Limit } from '@weir/contract';
import type { LimitSubject } from '@/lib/board/limit-subjects';

type Given = Omit<Partial<Card>, 'assignees' | 'swimlaneId'> & { lane?: string; of?: string };
type Content = { max?: number; mode?: Limit['mode']; split?: boolean; cards?: Given[] };

/** A board as the API returns it, built in one line. The names of columns, lanes and people are also their ids. */
export function aBoard(...lanes: string[]): BoardMaker {
  return new BoardMaker(lanes);
}

class BoardMaker {
  columns: Column[] = [];
  limits: Limit[] = [];
  cards: Card[] = [];

  constructor(private readonly lanes: string[]) {}

  queue = (name: string, content?: Content) => this.column('queue', name, content);
  active = (name: string, content?: Content) => this.column('active', name, content);
  done = (name: string, content?: Content) => this.column('done', name, content);

  /** A limit with its load. */
  limit(subject: LimitSubject, max: number, load: number, facts: Partial<Limit> = {}): this {
    const id = `limit ${this.limits.length + 1}`;
    this.limits.push({ id, max, load, mode: 'block', passedLately: 0, ...subject, ...facts } as Limit);
    return this;
  }

  made(): Board {
    return {
      key: 'PLAT',
      name: 'Platform',
      seq: 1,
      today: '2026-11-24',
      timeZone: 'UTC',
      namesVersion: 0,
      archivedAt: null,
      rest: null,
      pressure: { state: 'flowing', level: 0 },
      intake: {
        gate: { state: 'open', reason: null, until: null, since: null, by: null },
        waiting: 0,
        depth: 8,
      },
      overrides: { budget: 10, spent: 0, renewsOn: '2026-12-01' },
      classPolicies: { expedite: null, fixedDate: null, standard: null, intangible: null },
      serviceLevels: { expedite: null, fixedDate: null, standard: null, intangible: null },
      riskAges: [],
      recurringCards: [],
      fields: [],
      labels: [],
      swimlanes: this.lanes.map((name) => ({ id: name, name })),
      columns: this.columns,
      limits: this.limits,
      cards: this.cards,
    };
  }

  private column(kind: Column['kind'], name: string, content: Content = {}): this {
    const { max, mode = 'block', split = false, cards = [] } = content;
    const load = cards.filter(({ classOfService }) => classOfService !== 'expedite').length;
    const limit = max === undefined ? null : { id: name, max, mode };
    this.columns.push({ id: name, name, kind, split, policy: '', limit, load });
    if (max !== undefined) this.limit({ scope: 'column', columnId: name }, max, load, { id: name, mode });
    for (const given of cards) this.cards.push(this.card(given, kind, name, split));
    return this;
  }

  private card({ lane, of, ...given }: Given, kind: Column['kind'], columnId: string, split: boolean): Card {
    const number = this.cards.length + 1;
    const at = '2026-11-20T12:00:00Z';
    return {
      number,
      ref: `PLAT-${number}`,
      version: 1,
      title: `Card ${number}`,
      columnId,
      half: split ? 'doing' : null,
      classOfService: 'standard',
      assignees: of ? [{ id: of, name: of }] : [],
      swimlaneId: lane ?? null,
      labelIds: [],
      fields: {},
      checklist: { done: 0, total: 0 },
      attachments: 0,
      commentCount: 0,
      blockedBy: [],
      waitsOn: [],
      lease: null,
      blocked: null,
      enteredColumnAt: at,
      committedAt: kind === 'queue' ? null : at,
      deliveredAt: kind === 'done' ? at : null,
      archivedAt: null,
      dueOn: null,
      request: null,
      ...given,
    };
  }
}
