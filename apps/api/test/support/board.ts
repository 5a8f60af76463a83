import type { Board, BoardSummary, Column, ColumnKind, LimitMode } from '@weir/contract';
import type { Api } from './api.js';
import type { Answer } from './caller.js';

type LimitWish = { max: number; min?: number; mode?: LimitMode };
type ColumnWish = { kind?: ColumnKind; limit?: number | LimitWish; split?: boolean };
const order: ColumnKind[] = ['queue', 'active', 'done'];
let made = 0;
const nextKey = () => {
  made += 1;
  return `B${made}`;
};

/** A board in one line: `await aBoard(api).column('Doing', { limit: 2 }).make()`. It has Ready before and Done after. */
export function aBoard(api: Api): BoardBuilder {
  return new BoardBuilder(api);
}

export type BoardUnderTest = {
  key: string;
  path: string;
  /** The id of a column, by its name. */
  id(column: string): string;
  read(): Promise<Board>;
  column(name: string): Promise<Column>;
};

class BoardBuilder {
  private key = nextKey();
  private name = 'Platform';
  private intake: object | undefined;
  private readonly columns: { name: string; kind: ColumnKind; limit: LimitWish | null; split?: boolean }[] =
    [];

  constructor(private readonly api: Api) {}

  called(key: string, name = key): this {
    this.key = key;
    this.name = name;
    return this;
  }

  column(name: string, { kind = 'active', limit, split }: ColumnWish = {}): this {
    this.columns.push({
      name,
      kind,
      limit: typeof limit === 'number' ? { max: limit } : (limit ?? null),
      split,
    });
    return this;
  }

  withIntake(policy: object): this {
    this.intake = policy;
    return this;
  }

  async make(workspace = 'demo'): Promise<BoardUnderTest> {
    const by = this.api.as(workspace === 'demo' ? 'manager' : 'stranger');
    const path = `/v1/workspaces/${workspace}/boards`;
    const body = { key: this.key, name: this.name, columns: this.allColumns(), intake: this.intake };
    const answer = await by.post<BoardSummary>(path, body);
    if (answer.status !== 201) throw new Error(`no board was made: ${JSON.stringify(answer.body)}`);
    const board = `${path}/${this.key}`;
    const read = async () => ((await by.get(board)) as Answer<Board>).body;
    const { columns } = await read();
    const named = (all: Column[], name: string) => {
      const column = all.find((each) => each.name === name);
      if (!column) throw new Error(`the board has no column ${name}`);
      return column;
    };
    return {
      key: this.key,
      path: board,
      id: (name) => named(columns, name).id,
      read,
      column: async (name) => named((await read()).columns, name),
    };
  }

  private allColumns() {
    const has = (kind: ColumnKind) => this.columns.some((column) => column.kind === kind);
    const all = [...this.columns];
    if (!has('queue')) all.push({ name: 'Ready', kind: 'queue', limit: null });
    if (!has('active')) all.push({ name: 'Doing', kind: 'active', limit: null });
    if (!has('done')) all.push({ name: 'Done', kind: 'done', limit: null });
    return all.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  }
}
