import type { Board, Card, ClassOfService, Team } from '@weir/contract';
import {
  ageInDays,
  classesOfService,
  type Expectations,
  isBlocked,
  type SleState,
  sleOf,
} from '@weir/domain';
import { daysAfter } from '@/lib/days';
import { withoutMarks } from '@/lib/without-marks';
import { ageSteps } from '../card/card-dates';
import { type FieldCondition, meetsFields, readConditions, writeCondition } from './field-conditions';

/** In days: from here on a card in progress shows one more bar. */
export const ages = ageSteps.slice(1);
export const dues = ['late', 'week', 'any'] as const;
type Due = (typeof dues)[number];

/** States of cards that can be filtered by, as the address of a list of cards in the API has them. */
export const sleChoices = ['atRisk', 'broken'] as const satisfies readonly SleState[];
type SleChoice = (typeof sleChoices)[number];

/** In place of a person's id: cards that are assigned to nobody. */
export const nobody = 'nobody';

/**
 * Which cards a board shows. `people`: ids of people, and of teams for all their members. A card must match at least one choice in
 * each part that has choices; each custom field is a part. `age` is in days, including the day of the commitment. `due`: late, within seven days, or
 * with any due date.
 */
export type BoardFilter = {
  people: string[];
  classes: ClassOfService[];
  /** Ids. */
  labels: string[];
  /** Of custom fields: the ids of options. */
  options: string[];
  /** Of other custom fields, and of choices without a value. */
  values: FieldCondition[];
  age: number | null;
  due: Due | null;
  isBlocked: boolean;
  /** For the service level of their class. */
  sle: SleChoice[];
  text: string;
};

export const noFilter: BoardFilter = {
  people: [],
  classes: [],
  labels: [],
  options: [],
  values: [],
  age: null,
  due: null,
  isBlocked: false,
  sle: [],
  text: '',
};

/** The values that cards are compared with. */
type Compared = Pick<Board, 'fields'> & Expectations;

export function passes(filter: BoardFilter, card: Card, board: Compared): boolean {
  const { people, classes, labels, age, due, sle } = filter;
  const { assignees, classOfService: ofCard, committedAt, deliveredAt } = card;
  if (filter.isBlocked && !isBlocked(card)) return false;
  if (sle.length > 0 && !sle.some((state) => state === sleOf(card, board)?.state)) return false;
  if (classes.length > 0 && !classes.includes(ofCard)) return false;
  if (labels.length > 0 && !card.labelIds.some((id) => labels.includes(id))) return false;
  if (!meetsFields(filter, card, board.fields)) return false;
  if (people.length > 0) {
    const isTheirs = assignees.some(({ id }) => people.includes(id));
    if (!isTheirs && !(assignees.length === 0 && people.includes(nobody))) return false;
  }
  if (age !== null) {
    if (!committedAt || deliveredAt) return false;
    if (ageInDays(committedAt, board) < age) return false;
  }
  return (due === null || isDue(due, card, board.today)) && hasWords(filter.text, card);
}

/** Replaces the filter's teams with their members. */
export function withMembersOf(filter: BoardFilter, teams: readonly Team[]): BoardFilter {
  const people = filter.people.flatMap(
    (id) => teams.find((team) => team.id === id)?.members.map((member) => member.id) ?? [id],
  );
  return { ...filter, people };
}

function isDue(due: Due, { dueOn, deliveredAt }: Card, today: string): boolean {
  if (!dueOn || deliveredAt) return false;
  switch (due) {
    case 'late':
      return dueOn < today;
    case 'week':
      return dueOn >= today && dueOn <= daysAfter(today, 7);
    case 'any':
      return true;
  }
}

/** Whether a card contains every word of the text, without regard to case and accents. */
function hasWords(text: string, { ref, title, assignees, request, blocked }: Card): boolean {
  const words = withoutMarks(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const names = assignees.map(({ name }) => name);
  const written = withoutMarks([ref, title, ...names, request?.ref, blocked?.reason].join(' '));
  return words.every((word) => written.includes(word));
}

/** The filter in an address. What it does not understand is left out. */
export function readFilter(query: URLSearchParams): BoardFilter {
  const listOf = (name: string) => (query.get(name) ?? '').split(',').filter(Boolean);
  const age = Number(query.get('age'));
  const isClass = (of: string): of is ClassOfService => (classesOfService as readonly string[]).includes(of);
  return {
    people: listOf('who'),
    classes: listOf('class').filter(isClass),
    labels: listOf('label'),
    options: listOf('field'),
    values: readConditions(query),
    age: ages.includes(age) ? age : null,
    due: dues.find((due) => due === query.get('due')) ?? null,
    isBlocked: query.get('blocked') === 'true',
    sle: sleChoices.filter((state) => listOf('sle').includes(state)),
    text: query.get('text')?.trim() ?? '',
  };
}

/** The query of an address with this filter in place of its own; whatever else it says stays. */
export function writeFilter(query: URLSearchParams, filter: BoardFilter): URLSearchParams {
  const next = new URLSearchParams(query);
  const values = {
    who: filter.people.join(','),
    class: filter.classes.join(','),
    label: filter.labels.join(','),
    field: filter.options.join(','),
    age: filter.age === null ? '' : `${filter.age}`,
    due: filter.due ?? '',
    blocked: filter.isBlocked ? 'true' : '',
    sle: filter.sle.join(','),
    text: filter.text,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  next.delete('value');
  for (const condition of filter.values) next.append('value', writeCondition(condition));
  return next;
}

/** A list without a value, or with it at its end. */
export function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
}
