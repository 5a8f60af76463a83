import type { CappedImport, ImportSource } from '@weir/contract';
import { isSameName } from '@weir/domain';
import type { Caps } from '../caps.repository.js';
import type { Ref } from '../source/source-card.js';
import type { TargetField } from '../target.repository.js';
import type { PlannedField } from './planned-card.js';

/** The labels, custom fields and options that the board will have, by their refs in the source, and what its caps leave out. */
export type Fitted = {
  labels: Map<Ref, string>;
  fields: Map<Ref, PlannedField>;
  capped: CappedImport[];
};

/** Predicts what `BoardSetupService` makes on a board that has these labels and fields. */
export function fitted(
  source: ImportSource,
  here: { labels: readonly { name: string }[]; fields: readonly TargetField[] },
  caps: Caps,
  board: string,
): Fitted {
  const labels = keepRoom(byUse(source.labels), here.labels, caps.labels);
  const fields = keepRoom(byUse(source.fields), here.fields, caps.fields);
  const options = fields.kept.map(({ ref, name, kind, options }) => {
    const same = here.fields.find((field) => isSameName(field.name, name) && field.kind === kind);
    const { kept, leftOut } = keepRoom(options, same?.options ?? [], caps.fieldOptions);
    return { ref, name, kind, found: options.length, kept, leftOut };
  });
  const found = { labels: byUse(source.labels).length, fields: byUse(source.fields).length };
  return {
    labels: new Map(labels.kept.map(({ ref }) => [ref, ref])),
    fields: new Map(
      options.map(({ ref, kind, kept }) => [
        ref,
        { id: ref, kind, options: new Map(kept.map((option) => [option.ref, option.ref])) },
      ]),
    ),
    capped: [
      { cap: 'labels' as const, max: caps.labels, found: found.labels, leftOut: labels.leftOut, of: board },
      { cap: 'fields' as const, max: caps.fields, found: found.fields, leftOut: fields.leftOut, of: board },
      ...options.map(({ name, found, leftOut }) => ({
        ...{ cap: 'fieldOptions' as const, max: caps.fieldOptions, found, leftOut, of: name },
      })),
    ].filter(({ leftOut }) => leftOut > 0),
  };
}

/** The most used ones first, without those that no card uses. */
export function byUse<T extends { cards: number }>(named: readonly T[]): T[] {
  return named.filter(({ cards }) => cards > 0).toSorted((one, other) => other.cards - one.cards);
}

/** Those that are here already by their names, and as many new ones as `max` leaves room for. */
function keepRoom<T extends { name: string }>(
  named: readonly T[],
  here: readonly { name: string }[],
  max: number,
): { kept: T[]; leftOut: number } {
  const names = here.map(({ name }) => name);
  const kept = named.filter(({ name }) => {
    if (names.some((other) => isSameName(other, name))) return true;
    if (names.length >= max) return false;
    names.push(name);
    return true;
  });
  return { kept, leftOut: named.length - kept.length };
}
