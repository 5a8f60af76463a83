import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import {
  type DateOrder,
  dateTargets,
  type ImportFormat,
  type ImportPlan,
  type ImportSource,
  type ShownOrder,
} from '@weir/contract';
import type { ColumnKind } from '@weir/domain';
import { Clock } from '../../clock.js';
import { withoutEnding } from '../../files/file-name.js';
import { CapsRepository } from '../caps.repository.js';
import { type ImportIds, type ImportRow, ImportsRepository, type KeptCard } from '../imports.repository.js';
import { FileFault } from '../source/fault.js';
import { noFacts, type SourceCard, wholeCard } from '../source/source-card.js';
import { strongerOrder } from '../tables/dates.js';
import { cardOfRow } from '../tables/row-card.js';
import { namedPeople, targetsOf } from '../tables/table-formats.js';
import { type TargetBoard, TargetRepository } from '../target.repository.js';
import { columnsOnBoard, freeKey, matchedPeople, newColumns } from './default-plan.js';
import { fitted } from './fitting.js';
import { Outlook } from './outlook.js';
import { placingOf, refsTo } from './placing.js';
import { Summary, summarized } from './summary.js';

/** How many values a header may have that names the columns of cards. */
const mostColumnNames = 300;

type TablePlan = NonNullable<ImportPlan['table']>;
type Surveyed = Pick<ImportRow, 'source' | 'plan' | 'outlook'>;
/** The person who imports, and how they name things. */
export type Importer = {
  userId: string;
  timeZone: string;
  kindNames: Readonly<Record<ColumnKind, string>>;
  /** How they read dates like 03/04/2026. */
  dateOrder: DateOrder;
};

/** Reads the kept file, plans its import and predicts the result. */
@Injectable()
export class SurveyService {
  constructor(
    private readonly repository: ImportsRepository,
    private readonly target: TargetRepository,
    private readonly caps: CapsRepository,
    private readonly clock: Clock,
  ) {}

  /** The first plan: a new board like the one in the source. */
  async first(
    ids: ImportIds,
    format: ImportFormat,
    found: ImportSource,
    name: string,
    importer: Importer,
  ): Promise<Surveyed> {
    const { table, source } = await this.firstTable(ids, format, found, importer.dateOrder);
    const board = source.board ?? withoutEnding(name).slice(0, 80);
    const plan: ImportPlan = {
      target: {
        kind: 'new',
        key: freeKey(board, await this.target.keys(ids.workspaceId)),
        name: board,
        timeZone: importer.timeZone,
        columns: newColumns(source, importer.kindNames),
      },
      people: matchedPeople(source, await this.target.members(ids.workspaceId)),
      archived: true,
      table,
    };
    return { source, plan, outlook: await this.outlook(ids, format, source, plan, importer.userId) };
  }

  /**
   * A changed plan. If other headers of a table make other columns or people, those are matched again; choices that came with
   * the change stay otherwise. If it names a board without columns, those are matched too. `board`: that board. Throws a
   * FileFault for a table whose columns would be too many.
   */
  async changed(
    ids: ImportIds,
    row: ImportRow,
    plan: ImportPlan,
    board: TargetBoard | null,
    importer: Importer,
  ): Promise<Surveyed> {
    const isReadAnew = !isDeepStrictEqual(plan.table, row.plan.table);
    const source =
      isReadAnew && plan.table ? await this.readTable(ids, row.format, row.source, plan.table) : row.source;
    if (source.table && source.columns.length > mostColumnNames)
      throw new FileFault('tooManyColumns', { max: mostColumnNames });
    const { target } = plan;
    const areOthers = (part: 'columns' | 'people') => !isDeepStrictEqual(source[part], row.source[part]);
    const columns =
      target.kind === 'new'
        ? areOthers('columns') && { columns: newColumns(source, importer.kindNames) }
        : target.kind === 'existing' &&
          board &&
          (areOthers('columns') || target.columns.length === 0) && {
            columns: columnsOnBoard(source, board.columns),
          };
    const next: ImportPlan = {
      ...plan,
      target: { ...target, ...columns } as ImportPlan['target'],
      people: areOthers('people')
        ? matchedPeople(source, await this.target.members(ids.workspaceId))
        : plan.people,
    };
    return {
      source,
      plan: next,
      outlook: await this.outlook(ids, row.format, source, next, importer.userId),
    };
  }

  /** The guessed meanings of the headers. One with too many values to be columns of a board is not that. */
  private async firstTable(ids: ImportIds, format: ImportFormat, found: ImportSource, order: DateOrder) {
    const table = firstTable(found, order);
    if (!table) return { table, source: found };
    const source = await this.readTable(ids, format, found, table);
    if (source.columns.length <= mostColumnNames) return { table, source };
    const headers = table.headers.map((each) => (each === 'column' ? ('nothing' as const) : each));
    const other = { ...table, headers };
    return { table: other, source: await this.readTable(ids, format, found, other) };
  }

  private async readTable(
    ids: ImportIds,
    format: ImportFormat,
    found: ImportSource,
    table: TablePlan,
  ): Promise<ImportSource> {
    const summary = new Summary();
    const named = namedPeople(found.table?.headers.map(({ name }) => name) ?? []);
    for await (const cards of this.repository.cards(ids))
      for (const card of cards) {
        if (card.kind === 'row')
          for (const { id, name } of named) summary.addName(card.record[id] ?? '', card.record[name] ?? '');
        summarized(sourceCard(card, table, format), summary);
      }
    return summary.ofTable(found, table);
  }

  /** Dry-runs the plan, with the labels and custom fields that the run will add as far as the board’s caps allow. */
  private async outlook(
    ids: ImportIds,
    format: ImportFormat,
    source: ImportSource,
    plan: ImportPlan,
    importer: string,
  ) {
    const { target } = plan;
    const board =
      target.kind === 'existing' ? await this.target.board(ids.workspaceId, { key: target.board }) : null;
    const columns =
      target.kind === 'new'
        ? target.columns.map(({ name, kind, limit, from }, at) => ({
            id: String(at),
            name,
            kind,
            max: limit,
            load: 0,
            from,
          }))
        : (board?.columns ?? []).map((column) => ({
            ...column,
            from: refsTo(target, column.id),
          }));
    const caps = await this.caps.caps(ids.workspaceId);
    const name = target.kind === 'new' ? target.name : (board?.name ?? '');
    const names = fitted(source, await this.namesOf(board), caps, name);
    const placing = placingOf(source, plan, {
      ...{ columns, labels: names.labels, fields: names.fields, caps, importer },
      members: await this.target.members(ids.workspaceId),
      timeZone: target.kind === 'new' ? target.timeZone : (board?.timeZone ?? 'UTC'),
      now: this.clock.now(),
    });
    const load = board ? await this.caps.ofBoard(ids.workspaceId, board.boardId) : { cards: 0, allCards: 0 };
    const outlook = new Outlook(placing, { name, columns, load });
    const elsewhere = new Map<string, { key: string; name: string; cards: number }>();
    for await (const kept of this.repository.cards(ids)) {
      const cards = kept.map((card) => sourceCard(card, plan.table, format));
      const sources = cards.map(({ ref }) => `${format}:${ref}`);
      const known = board ? await this.caps.known(ids.workspaceId, board.boardId, sources) : new Set();
      for (const card of cards) outlook.add(card, known.has(`${format}:${card.ref}`));
      for (const found of board ? [] : await this.caps.boardsThatKnow(ids.workspaceId, sources))
        elsewhere.set(found.key, { ...found, cards: found.cards + (elsewhere.get(found.key)?.cards ?? 0) });
    }
    const [most] = [...elsewhere.values()].toSorted((one, other) => other.cards - one.cards);
    return {
      ...outlook.result(caps, names.capped, source.shortNames ?? 0),
      ...(most && { elsewhere: most }),
    };
  }

  private async namesOf(board: TargetBoard | null) {
    if (!board) return { labels: [], fields: [] };
    return { labels: await this.target.labels(board), fields: await this.target.fields(board) };
  }
}

/** A kept card with all its parts, or the card of a kept row. */
export function sourceCard(kept: KeptCard, table: TablePlan | null, format: ImportFormat): SourceCard {
  if (kept.kind === 'card') return wholeCard(kept.ref, kept.record, kept.parts);
  if (table) return cardOfRow(kept.ref, kept.record, table, format);
  return wholeCard(kept.ref, noFacts, []);
}

function firstTable({ table }: ImportSource, usual: DateOrder): TablePlan | null {
  if (!table) return null;
  const headers = targetsOf(table.headers.map(({ name }) => name));
  const shown = table.headers
    .filter((_, at) => dateTargets.includes(headers[at] ?? 'nothing'))
    .reduce<ShownOrder | null>((order, { dates }) => strongerOrder(order, dates), null);
  return { headers, dates: shown === null || shown === 'either' ? usual : shown };
}
