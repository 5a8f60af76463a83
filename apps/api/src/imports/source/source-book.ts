import { type ImportSource, mostNamed, type SourceTable } from '@weir/contract';
import type { FieldKind, LabelColour } from '@weir/domain';
import type { CardFacts, CardLists, ExportedRecord, Ref, SourceRecord } from './source-card.js';
import { fitLine } from './texts.js';

export class TooManyNames extends Error {}

type Named<T> = Map<Ref, T>;
type BookColumn = {
  name: string;
  isArchived: boolean;
  isDone: boolean;
  limit: number | null;
  position: number | null;
};

/**
 * Collects the content of a file while it is read. Names stay in memory, because they are few. Everything about single cards
 * becomes records, which are taken from here piece by piece.
 */
export class SourceBook {
  board: string | null = null;
  readonly columns: Named<BookColumn> = new Map();
  readonly labels: Named<{ name: string; colour: LabelColour }> = new Map();
  readonly fields: Named<{
    name: string;
    kind: FieldKind;
    options: ImportSource['fields'][number]['options'];
  }> = new Map();
  readonly people: Named<{ name: string; email: string | null }> = new Map();
  table: SourceTable | null = null;
  /** How many names were too long and are shortened. */
  shortNames = 0;
  private records: SourceRecord[] = [];
  private readonly rows = new Map<Ref, number>();

  column(ref: Ref, name: string, more: Partial<Omit<BookColumn, 'name'>> = {}): void {
    const column = { isArchived: false, isDone: false, limit: null, position: null, ...more };
    this.keep(this.columns, ref, { name: this.fit(name, 60) || '–', ...column });
  }

  label(ref: Ref, name: string, colour: LabelColour): void {
    this.keep(this.labels, ref, { name: this.fit(name, 40) || colour, colour });
  }

  field(
    ref: Ref,
    name: string,
    kind: FieldKind,
    options: { ref: Ref; name: string; colour: LabelColour }[] = [],
  ): void {
    const named = options.map((option) => ({ ...option, name: this.fit(option.name, 40) || '–' }));
    this.keep(this.fields, ref, { name: this.fit(name, 40) || '–', kind, options: named });
  }

  person(ref: Ref, name: string, email: string | null): void {
    this.keep(this.people, ref, { name: this.fit(name, 80) || '–', email });
  }

  card(ref: Ref, record: CardFacts & Partial<CardLists>): void {
    this.records.push({ kind: 'card', ref, record });
  }

  part(ref: Ref | null, record: Partial<CardLists>): void {
    if (ref !== null) this.records.push({ kind: 'part', ref, record });
  }

  exported(record: ExportedRecord): void {
    this.records.push(record);
  }

  row(ref: Ref, record: string[]): void {
    // The second of two equal rows is a card of its own.
    const seen = (this.rows.get(ref) ?? 0) + 1;
    this.rows.set(ref, seen);
    this.records.push({ kind: 'row', ref: seen === 1 ? ref : `${ref}~${seen}`, record });
  }

  /** The records since the last call, if there are at least `least`. */
  take(least: number): SourceRecord[] {
    if (this.records.length < least) return [];
    const taken = this.records;
    this.records = [];
    return taken;
  }

  private fit(name: string, max: number): string {
    const { text, isShortened } = fitLine(name, max);
    if (isShortened) this.shortNames += 1;
    return text;
  }

  private keep<T>(named: Named<T>, ref: Ref, value: T): void {
    if (named.size >= mostNamed && !named.has(ref)) throw new TooManyNames();
    named.set(ref, value);
  }
}
