import type { ImportPlan, ImportSource } from '@weir/contract';
import { nextColour } from '../formats/colours.js';
import { refOf } from '../source/json-values.js';
import type { SourceBook } from '../source/source-book.js';
import type { CardFacts, CardLists, Ref, SourceCard } from '../source/source-card.js';
import { fitLine, isWebAddress } from '../source/texts.js';
import { fieldNameOf } from '../tables/table-formats.js';

type Counts = Map<Ref, number>;
/** A field of kind `choice` with more options than a board can have becomes a text. */
const mostOptions = 30;

/** Counts the content of a file, record by record. */
export class Summary {
  private readonly totals = { cards: 0, archived: 0, comments: 0, checklistItems: 0, links: 0 };
  private readonly columns = new Map<Ref, { cards: number; archived: number }>();
  private readonly labels: Counts = new Map();
  private readonly people: Counts = new Map();
  private readonly fields: Counts = new Map();
  private readonly names = new Map<Ref, string>();
  private readonly options = new Map<Ref, Set<string>>();

  addCard({ column, isArchived }: Pick<CardFacts, 'column' | 'isArchived'>): void {
    this.totals.cards += 1;
    if (isArchived) this.totals.archived += 1;
    if (column === null) return;
    const counted = this.columns.get(column) ?? { cards: 0, archived: 0 };
    counted.cards += 1;
    if (isArchived) counted.archived += 1;
    this.columns.set(column, counted);
  }

  addLists({
    labels = [],
    people = [],
    comments = [],
    items = [],
    links = [],
    values = [],
  }: Partial<CardLists>): void {
    for (const label of labels) count(this.labels, label);
    for (const person of people) count(this.people, person);
    for (const { by, name } of comments) {
      if (by === null) continue;
      if (!this.people.has(by)) this.people.set(by, 0);
      if (name !== null && !this.names.has(by)) this.names.set(by, name);
    }
    for (const { field, value } of values) {
      count(this.fields, field);
      const options = this.options.get(field) ?? new Set();
      if (options.size <= mostOptions) this.options.set(field, options.add(String(value)));
    }
    this.totals.comments += comments.length;
    this.totals.checklistItems += items.length;
    this.totals.links += links.filter(({ url }) => isWebAddress(url)).length;
  }

  /** The name of a person whose ref on the cards is not a name. */
  addName(ref: Ref, name: string): void {
    if (ref !== '' && name !== '') this.names.set(ref, name);
  }

  /** The content of a JSON file. Names come from the book, which can lack people who only wrote comments. */
  ofBook(book: SourceBook): ImportSource {
    const columns = [...book.columns].flatMap(([ref, { name, isArchived, isDone, limit, position }]) => {
      const { cards, archived } = this.columns.get(ref) ?? { cards: 0, archived: 0 };
      if (isArchived && cards === 0) return [];
      const column = {
        ...{ ref, name, cards, archived: isArchived ? cards : archived, isArchived, limit },
        ...(isDone && { isDone }),
      };
      return [{ position: position ?? 0, column }];
    });
    const unnamed = [...this.people.keys()].filter((ref) => !book.people.has(ref));
    return {
      ...this.totals,
      shortNames: book.shortNames,
      board: fitLine(book.board ?? '', 80).text || null,
      columns: columns.toSorted((one, other) => one.position - other.position).map(({ column }) => column),
      labels: [...book.labels].map(([ref, label]) => ({ ref, ...label, cards: this.labels.get(ref) ?? 0 })),
      fields: [...book.fields].map(([ref, field]) => ({ ref, ...field, cards: this.fields.get(ref) ?? 0 })),
      people: [
        ...[...book.people].map(([ref, person]) => ({ ref, ...person })),
        ...unnamed.map((ref) => ({ ref, name: this.nameOf(ref), email: emailIn(ref) })),
      ].map((person) => ({ ...person, cards: this.people.get(person.ref) ?? 0 })),
      table: book.table,
    };
  }

  /** The content of a table, read by the plan. Names come from its cells. */
  ofTable(
    source: Pick<ImportSource, 'table' | 'board'>,
    { headers }: NonNullable<ImportPlan['table']>,
  ): ImportSource {
    const names = new ShortenedNames();
    const columns = [...this.columns].map(([ref, counted]) => ({
      ...{ ...counted, ref, name: names.fit(ref, 60), isArchived: false, limit: null },
    }));
    const labels = [...this.labels].map(([ref, cards], at) => ({
      ...{ ref, name: names.fit(ref, 40), colour: nextColour(at), cards },
    }));
    const fields = headers.flatMap((kind, at) => {
      if (kind !== 'text' && kind !== 'number' && kind !== 'date' && kind !== 'choice') return [];
      const ref = String(at);
      const options = [...(this.options.get(ref) ?? [])];
      const isChoice = kind === 'choice' && options.length <= mostOptions;
      return [
        {
          ref,
          name: names.fit(fieldNameOf(source.table?.headers[at]?.name ?? `#${at + 1}`), 40),
          kind: kind === 'choice' && !isChoice ? ('text' as const) : kind,
          cards: this.fields.get(ref) ?? 0,
          options: isChoice
            ? options.map((value, n) => ({
                ...{ ref: refOf(value) ?? '', name: names.fit(value, 40), colour: nextColour(n) },
              }))
            : [],
        },
      ];
    });
    const people = [...this.people].map(([ref, cards]) => ({
      ...{ ref, name: this.nameOf(ref), email: emailIn(ref), cards },
    }));
    return {
      ...{ ...this.totals, board: source.board, table: source.table },
      ...{ columns, labels, fields, people, shortNames: names.shortened },
    };
  }

  private nameOf(ref: Ref): string {
    return fitLine(this.names.get(ref) ?? ref, 80).text || '–';
  }
}

/** Fits names and counts those that were too long. */
class ShortenedNames {
  shortened = 0;

  fit(name: string, max: number): string {
    const { text, isShortened } = fitLine(name, max);
    if (isShortened) this.shortened += 1;
    return text || '–';
  }
}

export function summarized(card: SourceCard, into: Summary): void {
  into.addCard(card);
  into.addLists(card);
}

function count(counts: Counts, ref: Ref): void {
  counts.set(ref, (counts.get(ref) ?? 0) + 1);
}

function emailIn(text: string): string | null {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text) ? text.toLowerCase() : null;
}
