import { Injectable } from '@nestjs/common';
import { type CardDetail, type CardPage, type CardQuery, cardExtras, type ListedCard } from '@weir/contract';
import { Clock } from '../../clock.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { Refused } from '../../result.js';
import { filteredPageOf, given, nextCursorOf, textFilterOf, valuesOf } from '../../search/filtered-page.js';
import { CardsRepository } from '../cards.repository.js';
import { type CardFilters, FindingRepository, type Part, type PartKind } from './finding.repository.js';

const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const day = 24 * 60 * 60 * 1000;

/** Lists a board's cards by filters. */
@Injectable()
export class FindingService {
  constructor(
    private readonly repository: FindingRepository,
    private readonly cards: CardsRepository,
    private readonly clock: Clock,
  ) {}

  async find(access: BoardAccess, query: CardQuery): Promise<CardPage> {
    const { cursor, limit, size, sort = 'number', include, fields, ...filters } = query;
    if (sort.endsWith('position')) checkPosition(filters);
    const list = ['cards', access.boardId, sort, filters];
    const page = filteredPageOf({ sort, cursor, limit, size }, list);
    const found = await this.repository.find(access, await this.filtersOf(access, filters), page);
    const extras = new Set([...valuesOf(include ?? ''), ...valuesOf(fields ?? '')]);
    const documents = cardExtras.some((extra) => extras.has(extra))
      ? await this.cards.details(access, found.numbers)
      : await this.cards.faces(access, found.numbers);
    const shown = shownOf(include, fields);
    return {
      items: documents.map((document) => shown(document)),
      nextCursor: nextCursorOf(found, list),
    };
  }

  private async filtersOf(access: BoardAccess, query: Filters): Promise<CardFilters> {
    const { text, column, lane, label, assignee, due, dueFrom, dueTo, minAgeDays, maxAgeDays } = query;
    const parts = column || lane || label ? await this.repository.parts(access) : [];
    const ago = (days: number | undefined) =>
      days === undefined ? undefined : new Date(this.clock.now().getTime() - days * day).toISOString();
    return {
      ...(text !== undefined && textFilterOf(text, access.boardKey, false)),
      ...given({
        columnIds: idsOf(parts, 'column', column),
        labelIds: idsOf(parts, 'label', label),
        swimlaneIds: lane === 'none' ? [] : idsOf(parts, 'lane', lane),
        assigneeIds: await this.peopleOf(access, assignee),
        classes: query.class === undefined ? undefined : valuesOf(query.class),
        due: due === undefined ? undefined : due === 'any',
        dueFrom,
        dueTo,
        committedFrom: ago(maxAgeDays),
        committedTo: ago(minAgeDays),
        blocked: flag(query.blocked),
        archived: query.archived === 'any' ? undefined : flag(query.archived ?? 'false'),
        delivered: flag(query.delivered),
        updatedSince: query.updatedSince,
      }),
    };
  }

  private async peopleOf({ workspaceId, userId }: BoardAccess, names: string | undefined) {
    if (names === undefined) return undefined;
    if (names === 'none') return [];
    const people = valuesOf(names).map((name) => (name === 'me' ? userId : name.toLowerCase()));
    if (people.includes('none')) throw refusal('assignee', 'noneAlone');
    const others = people.filter((id) => id !== userId);
    if (!others.every((id) => idShape.test(id))) throw refusal('assignee', 'uuid');
    const known = others.length > 0 ? await this.repository.members(workspaceId, others) : [];
    if (!others.every((id) => known.includes(id))) throw refusal('assignee', 'absent');
    return people;
  }
}

type Filters = Omit<CardQuery, 'cursor' | 'limit' | 'size' | 'sort' | 'include' | 'fields'>;

/** The order on the board is that within one column, where archived cards have no place. */
function checkPosition({ column = '', archived = 'false' }: Filters): void {
  if (column === '' || column.includes(',') || archived !== 'false') throw refusal('sort', 'positionColumn');
}

/** The ids of parts of a board that are given by id or by name, in any case. */
function idsOf(parts: readonly Part[], kind: PartKind, names: string | undefined): string[] | undefined {
  return names === undefined
    ? undefined
    : valuesOf(names).flatMap((name) => {
        const wanted = name.toLowerCase();
        const ids = parts
          .filter((part) => part.kind === kind && (part.id === wanted || part.name.toLowerCase() === wanted))
          .map(({ id }) => id);
        if (kind === 'lane' && wanted === 'none' && ids.length === 0) throw refusal(kind, 'noneAlone');
        if (ids.length === 0) throw refusal(kind, 'absent');
        return ids;
      });
}

/** What the list shows of a card: its face and `include`, or `fields` and `include`. */
function shownOf(include: string | undefined, fields: string | undefined) {
  const extras = include === undefined ? [] : valuesOf(include);
  const named = new Set(['number', ...extras, ...(fields === undefined ? [] : valuesOf(fields))]);
  const hidden = new Set<string>(cardExtras.filter((extra) => !named.has(extra)));
  const isShown = (name: string) => (fields === undefined ? !hidden.has(name) : named.has(name));
  return (card: Partial<CardDetail>) =>
    Object.fromEntries(Object.entries(card).filter(([name]) => isShown(name))) as ListedCard;
}

function flag(value: 'true' | 'false' | undefined): boolean | undefined {
  return value === undefined ? undefined : value === 'true';
}

function refusal(path: string, code: string): Refused {
  return new Refused({ code: 'invalid-input', facts: { errors: [{ path, code }] } });
}
