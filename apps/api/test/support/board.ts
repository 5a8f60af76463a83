import type {
  Board,
  BoardSummary,
  CardDetail,
  CardTemplate,
  Column,
  ColumnKind,
  CustomField,
  Event,
  EventChange,
  FieldKind,
  IntakePolicy,
  Label,
  Limit,
  LimitMode,
  RecurringCard,
  Request,
  Swimlane,
} from '@weir/contract';
import { type Api, currentApi } from './api.js';
import type { Answer } from './person.js';

type LimitFacts = { max: number; min?: number; mode?: LimitMode };
type ColumnFacts = { kind?: ColumnKind; limit?: number | LimitFacts; split?: boolean };
const kinds: ColumnKind[] = ['queue', 'active', 'done'];
let boardsMade = 0;
const daily = { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null };

/**
 * Builds a board over HTTP: `await aBoard().column('Doing', { limit: 2 }).make()`. Where no column of a kind is
 * named, the board gets Ready, Doing or Done.
 */
export function aBoard(api: Pick<Api, 'people'> = currentApi()): BoardBuilder {
  return new BoardBuilder(api);
}

/** An event whose changes may be of any type, as `toMatchObject` needs them. */
export type RecordedEvent = Pick<Event, 'seq' | 'type' | 'at' | 'actor'> & {
  changes: readonly EventChange[];
};

export type BoardUnderTest = {
  key: string;
  path: string;
  /** The id of a column. */
  id(column: string): string;
  read(): Promise<Board>;
  column(name: string): Promise<Column>;
  /** The numbers of the cards in a column, in their order. */
  order(column: string): Promise<number[]>;
  events(after?: number): Promise<RecordedEvent[]>;
  /** Makes cards in a column as the member. Returns their numbers. */
  cards<Count extends number>(column: string, count: Count, facts?: object): Promise<Numbers<Count>>;
  /** Makes a swimlane. Returns its id. */
  lane(name: string): Promise<string>;
  /** Defines a label. Returns its id. */
  label(name: string): Promise<string>;
  /** Defines a card template. Returns its id. */
  cardTemplate(name: string, more?: object): Promise<string>;
  /** Defines a recurring card, by default daily at 9. Returns its id. */
  recurringCard(title: string, more?: object): Promise<string>;
  /** Defines a custom field of this kind, or of kind `choice` with these options. */
  field(name: string, kind: FieldKind | string[], more?: object): Promise<CustomField>;
  /** Adds an item to the checklist of a card. Returns its id. */
  item(card: number, text: string): Promise<string>;
  /** Sets a limit, by default of mode `block`. */
  limit(limit: object): Promise<Limit>;
  /** Submits a request as the requester. */
  ask(title?: string, more?: object): Promise<Request>;
  /** Submits a request as the requester and accepts it into a column. Returns the number of its card. */
  accepted(column: string, title?: string): Promise<number>;
};

/** A tuple of that many numbers if the compiler knows the count. */
type Numbers<Count extends number, All extends number[] = []> = number extends Count
  ? number[]
  : All['length'] extends Count
    ? All
    : Numbers<Count, [...All, number]>;

class BoardBuilder {
  private key: string;
  private name = 'Platform';
  private policy: Partial<IntakePolicy> = {};
  private readonly columns: { name: string; kind: ColumnKind; limit: LimitFacts | null; split?: boolean }[] =
    [];

  constructor(private readonly api: Pick<Api, 'people'>) {
    boardsMade += 1;
    this.key = `B${boardsMade}`;
  }

  called(key: string, name = key): this {
    this.key = key;
    this.name = name;
    return this;
  }

  column(name: string, { kind = 'active', limit, split }: ColumnFacts = {}): this {
    this.columns.push({
      name,
      kind,
      limit: typeof limit === 'number' ? { max: limit } : (limit ?? null),
      split,
    });
    return this;
  }

  intake(policy: Partial<IntakePolicy>): this {
    this.policy = policy;
    return this;
  }

  async make(workspace = 'demo'): Promise<BoardUnderTest> {
    const { manager, stranger, member, requester } = this.api.people;
    const by = workspace === 'other' ? stranger : manager;
    const boards = `/v1/workspaces/${workspace}/boards`;
    const intake = { ...plainHours(this.policy), ...this.policy };
    const body = { key: this.key, name: this.name, columns: this.allColumns(), intake };
    expectMade('board', await by.post<BoardSummary>(boards, body));
    const path = `${boards}/${this.key}`;
    const read = async () => (await by.get<Board>(path)).body;
    const made = await read();
    const named = (columns: Column[], name: string) => {
      const column = columns.find((each) => each.name === name);
      if (!column) throw new Error(`the board has no column ${name}`);
      return column;
    };
    const id = (column: string) => named(made.columns, column).id;
    const board: BoardUnderTest = {
      key: this.key,
      path,
      id,
      read,
      column: async (name) => named((await read()).columns, name),
      order: async (column) =>
        (await read()).cards.filter(({ columnId }) => columnId === id(column)).map(({ number }) => number),
      events: async (after = 0) =>
        (await by.get<{ items: RecordedEvent[] }>(`${path}/events?after=${after}`)).body.items,
      async cards<Count extends number>(column: string, count: Count, facts = {}) {
        const numbers: number[] = [];
        for (let n = 0; n < count; n += 1)
          numbers.push(expectMade('card', await member.createCard(board, { column, ...facts })).number);
        return numbers as Numbers<Count>;
      },
      lane: async (name) => expectMade('swimlane', await by.post<Swimlane>(`${path}/swimlanes`, { name })).id,
      label: async (name) =>
        expectMade('label', await by.post<Label>(`${path}/labels`, { name, colour: 'blue' })).id,
      cardTemplate: async (name, more = {}) =>
        expectMade(
          'card template',
          await member.post<CardTemplate>(`${path}/card-templates`, { name, title: name, ...more }),
        ).id,
      recurringCard: async (title, more = {}) =>
        expectMade(
          'recurring card',
          await by.post<RecurringCard>(`${path}/recurring-cards`, { title, schedule: daily, ...more }),
        ).id,
      field: async (name, of, more = {}) => {
        const options = Array.isArray(of)
          ? of.map((option) => ({ name: option, colour: 'grey' }))
          : undefined;
        const field = { name, kind: options ? 'choice' : of, ...(options && { options }), ...more };
        return expectMade('field', await by.post<CustomField>(`${path}/fields`, field));
      },
      item: async (card, text) => {
        await by.post(`${path}/cards/${card}/checklist`, { items: [{ text }] });
        const { body } = await by.get<CardDetail>(`${path}/cards/${card}`);
        return body.checklistItems.at(-1)!.id;
      },
      limit: async (limit) => expectMade('limit', await by.post<Limit>(`${path}/limits`, limit)),
      ask: async (title = 'A sandbox', more = {}) =>
        expectMade('request', await requester.submit(board, { title, ...more })),
      async accepted(column, title) {
        const { number } = await board.ask(title);
        const { body } = await by.answer(board, number, { kind: 'accept', column });
        if (!body.card) throw new Error(`no card was made: ${JSON.stringify(body)}`);
        return body.card.number;
      },
    };
    return board;
  }

  private allColumns() {
    const has = (kind: ColumnKind) => this.columns.some((column) => column.kind === kind);
    const all = [...this.columns];
    if (!has('queue')) all.push({ name: 'Ready', kind: 'queue', limit: null });
    if (!has('active')) all.push({ name: 'Doing', kind: 'active', limit: null });
    if (!has('done')) all.push({ name: 'Done', kind: 'done', limit: null });
    return all.toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
  }
}

/** Every hour counts, so that a test means the same on each day of the week. */
function plainHours({ answerWithinHours = 72 }: Partial<IntakePolicy>): Partial<IntakePolicy> {
  const remindBeforeHours = answerWithinHours > 24 ? 24 : null;
  return { workingHours: null, answerWithinHours, remindBeforeHours, graceHours: 72 };
}

function expectMade<Body>(what: string, { status, body }: Answer<Body>): Body {
  if (status !== 201) throw new Error(`no ${what} was made: ${status} ${JSON.stringify(body)}`);
  return body;
}
