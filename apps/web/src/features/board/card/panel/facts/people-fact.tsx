'use client';

import { type CardDetail, can } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../../board-context';
import { RefusedNotice } from '../../../refusals/refused-notice';
import { People } from '../../people/people';
import { PeoplePicker } from '../../people/people-picker';
import { useToggled } from '../../picker/use-toggled';
import { PickedFact } from './picked-fact';

/** The people who work on a card. Choosing one assigns them or takes them off at once, unless they have enough work. */
export function PeopleFact({ card }: { card: CardDetail }) {
  const { board } = useBoardPage();
  const { role } = useWorkspace();
  const t = useTranslations();
  const { shown, problem, refused, setProblem, toggle } = useToggled(
    card,
    'assigneeIds',
    t('card.saved', { ref: card.ref }),
  );
  const refusal =
    problem?.code === 'wip-limit-reached' ? (
      <RefusedNotice
        limits={problem.limits}
        options={problem.options}
        board={board}
        mayOverride={can(role, 'overrideLimits')}
        action={t('card.people.assignAnyway')}
        onOverride={(override) => toggle(refused ?? '', true, override)}
      >
        {t('card.people.refused')}
      </RefusedNotice>
    ) : (
      problem && <ProblemNotice problem={problem} />
    );
  return (
    <PickedFact
      part="people"
      label={t('card.people.label')}
      invitation={shown.assignees.length === 0 && t('card.facts.nobody')}
      shown={<People people={shown.assignees} />}
      refusal={refusal}
      onOpen={() => setProblem(null)}
    >
      <PeoplePicker
        ids={shown.assignees.map(({ id }) => id)}
        onToggle={(id, isOn) => void toggle(id, isOn)}
      />
    </PickedFact>
  );
}
