import {
  fieldDecimals,
  type ImportNote,
  longestCardTitle,
  longestFieldText,
  mostFieldNumber,
} from '@weir/contract';
import { type ColumnKind, type FieldKind, todayIn } from '@weir/domain';
import type { Caps } from '../caps.repository.js';
import { refOf } from '../source/json-values.js';
import type { Ref, SourceCard, SourceComment, SourceLink, SourceValue } from '../source/source-card.js';
import { fitLine, fitProse, isWebAddress, signed } from '../source/texts.js';
import { compare, datesOf, earlier } from './card-dates.js';

type PlannedColumn = { id: string; kind: ColumnKind };
export type PlannedField = { id: string; kind: FieldKind; options: ReadonlyMap<Ref, string> };

/** A plan with the ids of the board that it fills. */
export type Placing = {
  columnOf: ReadonlyMap<Ref, PlannedColumn>;
  /** The columns before the commitment point. The first one takes cards without a column. */
  queues: readonly PlannedColumn[];
  /** Columns that are archived in the source, so their cards are archived too. */
  archivedColumns: ReadonlySet<Ref>;
  takesArchived: boolean;
  people: ReadonlyMap<Ref, { userId: string | null; canBeAssigned: boolean; name: string }>;
  labels: ReadonlyMap<Ref, string>;
  fields: ReadonlyMap<Ref, PlannedField>;
  caps: Pick<Caps, 'cardLabels' | 'checklistItems' | 'comments'>;
  timeZone: string;
  /** The person who imports. Comments by people who are not members get this author. */
  importer: string;
  now: string;
};

type PlannedComment = { text: string; by: string; at: string };
/** A card for weir.insert_card, and notes on what is left out or estimated. */
export type PlannedCard = {
  card: {
    title: string;
    description: string;
    columnId: string;
    queueIds: string[];
    assigneeIds: string[];
    labelIds: string[];
    fields: Record<string, string | number>;
    dueOn: string | null;
    createdAt: string;
    enteredColumnAt: string;
    committedAt: string | null;
    deliveredAt: string | null;
    estimated: ('committedAt' | 'deliveredAt')[];
    archivedAt: string | null;
    checklistItems: { text: string; done: boolean }[];
    comments: PlannedComment[];
  };
  notes: ImportNote[];
};

/** The most characters of texts. */
const longest = { description: 20_000, item: 500, comment: 5000 };

/** The card that the plan makes; null if it is left out. */
export function plannedCard(source: SourceCard, placing: Placing): PlannedCard | null {
  const column = source.column === null ? placing.queues[0] : placing.columnOf.get(source.column);
  const isArchived =
    source.isArchived || (source.column !== null && placing.archivedColumns.has(source.column));
  if (!column || (isArchived && !placing.takesArchived)) return null;
  const notes = new Set<ImportNote>(source.unreadDates > 0 ? ['dateUnread'] : []);
  const dates = datesOf(source, column.kind, (ref) => placing.columnOf.get(ref)?.kind ?? null, placing.now);
  for (const note of dates.notes) notes.add(note);
  const title = fitLine(source.title, longestCardTitle);
  const description = fitProse(withLinks(source.description, source.links), longest.description);
  if (title.text === '') notes.add('titleMissing');
  if (source.links.some(({ url }) => !isWebAddress(url))) notes.add('linksLeftOut');
  if (title.isShortened || description.isShortened) notes.add('shortened');
  const { notes: _notes, ...instants } = dates;
  return {
    card: {
      title: title.text || fitLine(source.description, 80).text || '–',
      description: description.text,
      columnId: column.id,
      queueIds: placing.queues.map(({ id }) => id).filter((id) => id !== column.id),
      assigneeIds: assigneesOf(source, placing, notes),
      labelIds: labelsOf(source, placing, notes),
      fields: fieldsOf(source.values, placing, notes),
      dueOn: dayOf(source.due, placing.timeZone),
      ...instants,
      archivedAt: isArchived ? archivedAt(source, dates.createdAt, placing.now) : null,
      checklistItems: itemsOf(source, placing, notes),
      comments: commentsOf(source.comments, placing, instants.createdAt, notes),
    },
    notes: [...notes],
  };
}

type Notes = Set<ImportNote>;

/** The text with a list of the links below it, as Markdown. */
function withLinks(text: string, links: readonly SourceLink[]): string {
  const listed = links
    .filter(({ url }) => isWebAddress(url))
    .map(({ name, url }) => {
      const shown = fitLine(name, 200).text.replace(/[[\]\\]/g, '\\$&') || 'link';
      return `- [${shown}](${url.replace(/[\s()<>\\]/g, (character) => encodeURIComponent(character).replace('(', '%28').replace(')', '%29'))})`;
    });
  return listed.length === 0 ? text : `${text}\n\n---\n\n${listed.join('\n')}`;
}

function assigneesOf({ people }: SourceCard, placing: Placing, notes: Notes): string[] {
  const found = people.map((ref) => placing.people.get(ref));
  if (found.some((person) => !person?.userId || !person.canBeAssigned)) notes.add('unassigned');
  return [...new Set(found.flatMap((person) => (person?.canBeAssigned && person.userId) || []))];
}

function labelsOf({ labels }: SourceCard, placing: Placing, notes: Notes): string[] {
  const refs = [...new Set(labels)];
  const ids = [...new Set(refs.flatMap((ref) => placing.labels.get(ref) ?? []))];
  const max = placing.caps.cardLabels;
  if (refs.some((ref) => !placing.labels.has(ref)) || ids.length > max) notes.add('labelsLeftOut');
  return ids.slice(0, max);
}

function fieldsOf(
  values: readonly SourceValue[],
  placing: Placing,
  notes: Notes,
): Record<string, string | number> {
  const fields: Record<string, string | number> = {};
  for (const { field: ref, value } of values) {
    const field = placing.fields.get(ref);
    const read = field && fieldValueOf(value, field);
    if (field?.kind === 'text' && fitLine(String(value), longestFieldText).isShortened)
      notes.add('shortened');
    if (field && read !== undefined) fields[field.id] = read;
    else notes.add('valuesLeftOut');
  }
  return fields;
}

function fieldValueOf(value: string | number, { kind, options }: PlannedField): string | number | undefined {
  switch (kind) {
    case 'text':
      return fitLine(String(value), longestFieldText).text || undefined;
    case 'number': {
      const number = Number(Number(value).toFixed(fieldDecimals));
      return Math.abs(number) <= mostFieldNumber ? number : undefined;
    }
    case 'date':
      return /^(19[7-9]\d|2\d{3})-\d\d-\d\d$/.test(String(value)) ? value : undefined;
    case 'choice':
      return options.get(refOf(value) ?? '');
  }
}

function dayOf(due: string | null, timeZone: string): string | null {
  if (due === null) return null;
  return due.length === 10 ? due : todayIn(new Date(due), timeZone);
}

function archivedAt({ archivedAt, updatedAt }: SourceCard, createdAt: string, now: string): string {
  const known = archivedAt ?? updatedAt ?? now;
  return known < createdAt ? createdAt : earlier(known, now);
}

function itemsOf({ items }: SourceCard, { caps }: Placing, notes: Notes): { text: string; done: boolean }[] {
  const sorted = items.toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0));
  const fitted = sorted
    .map(({ text, done }) => ({ ...fitLine(text, longest.item), done }))
    .filter(({ text }) => text !== '');
  if (fitted.some(({ isShortened }) => isShortened)) notes.add('shortened');
  if (fitted.length > caps.checklistItems) notes.add('itemsLeftOut');
  return fitted.slice(0, caps.checklistItems).map(({ text, done }) => ({ text, done }));
}

/** Oldest first. A comment by a person who is not a member begins with their name. */
function commentsOf(
  comments: readonly SourceComment[],
  placing: Placing,
  createdAt: string,
  notes: Notes,
): PlannedComment[] {
  const written = comments.flatMap(({ by, name, at, text }) => {
    const person = by === null ? undefined : placing.people.get(by);
    const author = person?.name ?? name;
    const fitted = fitProse(person?.userId || !author ? text : signed(author, text), longest.comment);
    if (fitProse(text, 1).text === '') return [];
    if (fitted.isShortened) notes.add('shortened');
    const when = at ?? createdAt;
    return [
      {
        text: fitted.text,
        by: person?.userId ?? placing.importer,
        at: earlier(when, placing.now),
      },
    ];
  });
  const left = written.length - placing.caps.comments;
  if (left > 0) notes.add('commentsLeftOut');
  return written.toSorted((one, other) => compare(one.at, other.at)).slice(Math.max(0, left));
}
