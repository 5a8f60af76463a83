'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type ImportPlan, type Member, type SourcePerson } from '@weir/contract';
import { Select } from '@/components/form/select';
import { Panel } from '@/components/layout/panel';
import { Invite } from '@/features/workspace/members/invite';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './imports.module.css';

type Chosen = ImportPlan['people'];
type Props = { people: readonly SourcePerson[]; chosen: Chosen; onChange: (people: Chosen) => void };

const nobody = 'nobody';

/** Matches the people of the source with members. Owners can invite missing people. */
export function PeoplePlan({ people, chosen, onChange }: Props) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const { data } = useQuery(readingAll<Member>(`${workspacePaths.members(slug)}?size=200`));
  const options = [
    { id: nobody, label: t('imports.people.nobody') },
    ...(data?.items ?? []).map(({ id, name }) => ({ id, label: name })),
  ];
  const choose = (ref: string, id: string) => {
    const others = chosen.filter((each) => each.ref !== ref);
    onChange([...others, { ref, userId: id === nobody ? null : id }]);
  };
  return (
    <Panel
      title={t('imports.people.title')}
      actions={can(role, 'manageMembers') && <Invite variant="quiet" />}
    >
      <p className={styles.soft}>{t('imports.people.lead')}</p>
      <ul className={styles.pairs}>
        {people.map(({ ref, name, email, cards }) => (
          <li key={ref}>
            <span>
              {name}
              <span className={styles.soft}>
                {t('imports.people.cards', { count: cards, email: email ?? 'none' })}
              </span>
            </span>
            <Select
              label={t('imports.people.is', { name })}
              hideLabel
              options={options}
              value={chosen.find((each) => each.ref === ref)?.userId ?? nobody}
              onChange={(id) => choose(ref, id)}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
