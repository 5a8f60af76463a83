import type { ImportSource, SourceTable } from '@weir/contract';
import type { FieldKind, LabelColour } from '@weir/domain';
import type { CardFacts, CardLists, ExportedRecord, Ref, SourceRecord } from './source-card.js';
import { fitLine } from './texts.js';

/** How many columns, labels, fields and people a file may name. */
const mostNamed = 5_000;

export class TooManyNames extends Error {}

type Named<T> = Map<Ref, T>;
type BookColumn = { name: string; isArchived: boolean; limit: number | null; position: number | null };

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
  private records: SourceRecord[] = [];
  private readonly rows = new Map<Ref, number>();

  column(ref: Ref, name: string, more: Partial<Omit<BookColumn, 'name'>> = {}): void {
    const column = { isArchived: false, limit: null, position: null, ...more };
    this.keep(this.columns, ref, { name: fitLine(name, 60).text || '–', ...column });
  }

  label(ref: Ref, name: string, colour: LabelColour): void {
    this.keep(this.labels, ref, { name: fitLine(name, 40).text || colour, colour });
  }

  field(
    ref: Ref,
    name: string,
    kind: FieldKind,
    options: { ref: Ref; name: string; colour: LabelColour }[] = [],
  ): void {
    const named = options.map((option) => ({ ...option, name: fitLine(option.name, 40).text || '–' }));
    this.keep(this.fields, ref, { name: fitLine(name, 40).text || '–', kind, options: named });
  }

  person(ref: Ref, name: string, email: string | null): void {
    this.keep(this.people, ref, { name: fitLine(name, 80).text || '–', email });
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

  private keep<T>(named: Named<T>, ref: Ref, value: T): void {
    if (named.size >= mostNamed && !named.has(ref)) throw new TooManyNames();
    named.set(ref, value);
  }
}
