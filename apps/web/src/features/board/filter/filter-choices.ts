import type { CustomField } from '@weir/contract';
import type { Translate } from '@weir/words';
import { type BoardFilter, nobody } from './filter';

type Names = readonly { id: string; name: string }[];

/** The name of a person, or of a team. */
export function personName(
  t: Translate,
  { people, teams }: { people: Names; teams: Names },
  id: string,
): string {
  if (id === nobody) return t('board.filter.nobody');
  return [...people, ...teams].find((each) => each.id === id)?.name ?? t('board.filter.unknownPerson');
}

/** How many choices a filter has, its text included. */
export function choiceCount(filter: BoardFilter): number {
  const { people, classes, labels, options, values, age, due, isBlocked, sle, text } = filter;
  const single = [age !== null, due !== null, isBlocked, text !== ''].filter(Boolean).length;
  return (
    people.length + classes.length + labels.length + options.length + values.length + sle.length + single
  );
}

/** How many people, teams, labels and options of fields there are to choose from. */
export function offeredCount(
  { people, labels, fields }: { people: Names; labels: Names; fields: readonly CustomField[] },
  teams: Names,
): number {
  const options = fields.reduce((count, field) => count + field.options.length, 0);
  return people.length + teams.length + labels.length + options;
}
