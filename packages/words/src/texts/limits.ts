import type { LimitScopeName, Reach } from '@weir/domain';
import type { Translate } from '../messages.js';

export type LimitInText = {
  scope?: LimitScopeName;
  across?: Reach | undefined;
  /** The name of what it limits; of a class of service its code. */
  of: string;
  load: number;
  max: number;
  /** The cards that would enter. */
  cards?: readonly unknown[] | undefined;
};

/** A limit and its load: “Doing is full: 3 of 3.”, “Bao has 3 of 3 in progress.” */
export function limitText(t: Translate, limit: LimitInText): string {
  const { scope, load, max, cards = [] } = limit;
  const wanting = load < max && cards.length > 1 ? cards.length : 0;
  const facts = { of: limitSubjectText(t, limit), load, max };
  if (scope === 'person') {
    const across = limit.across ?? 'board';
    if (load > max) return t('capacity.person.over', { ...facts, across });
    if (max === 0) return t('capacity.person.closed', { of: facts.of, across });
    return t('capacity.person.holds', { ...facts, across, wanting });
  }
  if (load > max) return scope === 'board' ? t('capacity.board.over', facts) : t('capacity.over', facts);
  if (max === 0) return t('capacity.closed', { of: facts.of });
  if (scope === 'board') return t('capacity.board.holds', { ...facts, wanting });
  if (load < max || scope === 'columns') return t('capacity.holds', { ...facts, wanting });
  return t('capacity.full', facts);
}

/** The name of a limit's subject: a column, “Dev + Review”, a person, “Fixed date”. */
export function limitSubjectText(t: Translate, { scope, of }: Pick<LimitInText, 'scope' | 'of'>): string {
  switch (of) {
    case 'expedite':
    case 'fixedDate':
    case 'standard':
    case 'intangible':
      return scope === 'classOfService' ? t(`vocabulary.classes.${of}`) : of;
    case '':
      return scope === 'person' ? t('capacity.person.unknown') : t('capacity.lane.unknown');
    default:
      return of;
  }
}

/**
 * How many cards a limit admits: “5”, “5, or 6 with an expedite card”. `expedites` is how many expedite cards it admits in
 * addition, or `uncounted` if no limit binds them.
 */
export function limitMaxText(
  t: Translate,
  { max, expedites }: { max: number; expedites: number | 'uncounted' },
): string {
  if (expedites === 'uncounted') return t('capacity.max.beside', { max });
  if (expedites === 0) return `${max}`;
  return t('capacity.max.withExpedites', { max, sum: max + expedites, expedites });
}
