'use client';

import type { Translate } from '@weir/words';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useTeams } from '@/lib/context/use-teams';
import { useTranslations } from '@/lib/words/use-translations';
import { type FlowFilter, filterNames, type Shown } from './shown';

export type Named = { id: string; name: string };

/** What there is to choose from. Labels and swimlanes are of one board; on a page of several boards these are chosen themselves. */
export type Choices = {
  labels: readonly Named[];
  lanes: readonly Named[];
  boards: readonly Named[];
};

/** In place of an id: cards of nobody, or of no swimlane. */
export const none = 'none';

/** The names of all that can be chosen, by parameter of the address. */
export type Names = { of: (name: keyof FlowFilter | 'boards', id: string) => string };

export function useNames(choices: Choices): Names {
  const t = useTranslations();
  const { people } = useMembersWho('changeCards');
  const teams = useTeams();
  const lists: Record<string, readonly Named[]> = {
    label: choices.labels,
    assignee: people,
    team: teams,
    lane: choices.lanes,
    boards: choices.boards,
  };
  return {
    of: (name, id) => {
      if (name === 'class') return t(`vocabulary.classes.${id as 'standard'}`);
      if (id === none) return t(name === 'lane' ? 'flow.filters.noLane' : 'flow.filters.nobody');
      // Labels and swimlanes can also be given by name.
      return lists[name]?.find((each) => each.id === id)?.name ?? (isId(id) ? t('flow.filters.gone') : id);
    },
  };
}

const isId = (text: string) => /^[\da-f-]{36}$/.test(text);

export type Chip = { id: string; name: string; without: Shown };

/** Each choice, and what is shown without it. */
export function chipsOf(t: Translate, names: Names, shown: Shown): Chip[] {
  const { filter, boards } = shown;
  const ofBoards = boards.map((key) => ({
    id: `board ${key}`,
    name: names.of('boards', key),
    without: { ...shown, boards: boards.filter((each) => each !== key) },
  }));
  const ofCards = filterNames.flatMap((name) =>
    filter[name].map((id) => ({
      id: `${name} ${id}`,
      name: t('flow.filters.chip', { of: name, name: names.of(name, id) }),
      without: {
        ...shown,
        filter: { ...filter, [name]: (filter[name] as string[]).filter((each) => each !== id) },
      },
    })),
  );
  return [...ofBoards, ...ofCards];
}
