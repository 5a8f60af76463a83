import { Injectable } from '@nestjs/common';
import { type CardDetail, type CardPage, type CardQuery, cardExtras, type ListedCard } from '@weir/contract';
import { committedRanges, type Expectations, type SleState, sleOf } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { filteredPageOf, given, nextCursorOf, textFilterOf, valuesOf } from '../../search/filtered-page.js';
import { NamedPartsService, wrongFilter } from '../../search/named-parts.service.js';
import { CardsRepository } from '../cards.repository.js';
import { type CardFilters, FindingRepository } from './finding.repository.js';

const day = 24 * 60 * 60 * 1000;

/** Lists a board's cards by filters. */
@Injectable()
export class FindingService {
  constructor(
    private readonly repository: FindingRepository,
    private readonly cards: CardsRepository,
    private readonly named: NamedPartsService,
    private readonly clock: Clock,
  ) {}

  async find(access: BoardAccess, query: CardQuery): Promise<CardPage> {
    const { cursor, limit, size, sort = 'number', include, fields, ...filters } = query;
    if (sort.endsWith('position')) checkPosition(filters);
    const list = ['cards', access.boardId, sort, filters];
    const page = filteredPageOf({ sort, cursor, limit, size }, list);
    const expectations = await this.repository.expectations(access, this.clock.now());
    const found = await this.repository.find(
      access,
      await this.filtersOf(access, filters, expectations),
      page,
    );
    const extras = new Set([...valuesOf(include ?? ''), ...valuesOf(fields ?? '')]);
    const documents = cardExtras.some((extra) => extras.has(extra))
      ? await this.cards.details(access, found.numbers)
      : await this.cards.faces(access, found.numbers);
    const shown = shownOf(include, fields);
    return {
      items: documents.map((document) => shown(withSle(document, expectations))),
      nextCursor: nextCursorOf(found, list),
    };
  }

  private async filtersOf(
    access: BoardAccess,
    query: Filters,
    expectations: Expectations,
  ): Promise<CardFilters> {
    const { text, due, dueFrom, dueTo, minAgeDays, maxAgeDays } = query;
    const ago = (days: number | undefined) =>
      days === undefined ? undefined : new Date(this.clock.now().getTime() - days * day).toISOString();
    return {
      ...(text !== undefined && textFilterOf(text, access.boardKey, false)),
      ...(await this.named.idsOf(access, [access.boardId], query)),
      ...given({
        classes: query.class === undefined ? undefined : valuesOf(query.class),
        due: due === undefined ? undefined : due === 'any',
        dueFrom,
        dueTo,
        committedFrom: ago(maxAgeDays),
        committedTo: ago(minAgeDays),
        sle:
          query.sle === undefined
            ? undefined
            : committedRanges(valuesOf(query.sle) as SleState[], expectations),
        blocked: flag(query.blocked),
        archived: query.archived === 'any' ? undefined : flag(query.archived ?? 'false'),
        delivered: flag(query.delivered),
        updatedSince: query.updatedSince,
      }),
    };
  }
}

type Filters = Omit<CardQuery, 'cursor' | 'limit' | 'size' | 'sort' | 'include' | 'fields'>;

/** The order on the board is that within one column, where archived cards have no place. */
function checkPosition({ column = '', archived = 'false' }: Filters): void {
  if (column === '' || column.includes(',') || archived !== 'false')
    throw wrongFilter('sort', 'positionColumn');
}

/** What the list shows of a card: its face and `include`, or `fields` and `include`. */
function shownOf(include: string | undefined, fields: string | undefined) {
  const extras = include === undefined ? [] : valuesOf(include);
  const named = new Set(['number', ...extras, ...(fields === undefined ? [] : valuesOf(fields))]);
  const hidden = new Set<string>(cardExtras.filter((extra) => !named.has(extra)));
  const isShown = (name: string) => (fields === undefined ? !hidden.has(name) : named.has(name));
  return (card: ListedCard) =>
    Object.fromEntries(Object.entries(card).filter(([name]) => isShown(name))) as ListedCard;
}

function withSle(card: Partial<CardDetail>, expectations: Expectations): ListedCard {
  return { ...card, sle: sleOf(card as CardDetail, expectations)?.state ?? null } as ListedCard;
}

function flag(value: 'true' | 'false' | undefined): boolean | undefined {
  return value === undefined ? undefined : value === 'true';
}
