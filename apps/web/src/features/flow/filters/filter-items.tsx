'use client';

import { classesOfService } from '@weir/domain';
import { ChoiceSection } from '@/components/overlay/menu';
import { useMembersWho } from '@/lib/context/use-members-who';
import { useTeams } from '@/lib/context/use-teams';
import { useTranslations } from '@/lib/words/use-translations';
import { useFlow } from '../flow-context';
import { type Choices, type Named, none } from './choices';
import type { FlowFilter } from './shown';

const asChoice = ({ id, name }: Named) => ({ id, label: name });

/** The choices of the menu. Several in one section are alternatives. */
export function FilterItems({ choices: { labels, lanes, boards } }: { choices: Choices }) {
  const t = useTranslations();
  const { shown, change } = useFlow();
  const { people } = useMembersWho('changeCards');
  const teams = useTeams();
  const set = (part: Partial<FlowFilter>) => change({ ...shown, filter: { ...shown.filter, ...part } });
  return (
    <>
      {boards.length > 0 && (
        <ChoiceSection
          title={t('workspace.boards.title')}
          choices={boards.map(asChoice)}
          chosen={shown.boards}
          onChange={(chosen) => change({ ...shown, boards: chosen })}
        />
      )}
      <ChoiceSection
        title={t('card.classOfService')}
        choices={classesOfService.map((id) => ({ id, label: t(`vocabulary.classes.${id}`) }))}
        chosen={shown.filter.class}
        onChange={(chosen) => set({ class: chosen })}
      />
      {labels.length > 0 && (
        <ChoiceSection
          title={t('labels.title')}
          choices={labels.map(asChoice)}
          chosen={shown.filter.label}
          onChange={(label) => set({ label })}
        />
      )}
      {lanes.length > 0 && (
        <ChoiceSection
          title={t('flow.filters.lanes')}
          choices={[...lanes.map(asChoice), { id: none, label: t('flow.filters.noLane') }]}
          chosen={shown.filter.lane}
          onChange={(lane) => set({ lane })}
        />
      )}
      <ChoiceSection
        title={t('flow.filters.people')}
        choices={[...people.map(asChoice), { id: none, label: t('flow.filters.nobody') }]}
        chosen={shown.filter.assignee}
        onChange={(assignee) => set({ assignee })}
      />
      {teams.length > 0 && (
        <ChoiceSection
          title={t('teams.title')}
          choices={teams.map(asChoice)}
          chosen={shown.filter.team}
          onChange={(team) => set({ team })}
        />
      )}
    </>
  );
}
