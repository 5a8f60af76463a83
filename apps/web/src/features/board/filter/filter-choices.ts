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
  const { people, classes, labels, options, values, age, due, isBlocked, text } = filter;
  const single = [age !== null, due !== null, isBlocked, text !== ''].filter(Boolean).length;
  return people.length + classes.length + labels.length + options.length + values.length + single;
}
