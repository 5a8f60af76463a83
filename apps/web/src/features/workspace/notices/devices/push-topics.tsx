'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type PushChoices } from '@weir/contract';
import { type PushTopic, pushTopics } from '@weir/domain';
import { useState } from 'react';
import { Checkbox } from '@/components/choice/checkbox';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { LabelledGroup } from '@/components/layout/labelled-group';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './devices.module.css';

/** Chooses the topics that go to the person's devices. Each choice is saved at once. */
export function PushTopics() {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const path = accountPaths.pushChoices(slug);
  const { data, error, refetch } = useQuery(reading<PushChoices>(path));
  // Shown while it is being saved.
  const [chosen, setChosen] = useState<Partial<PushChoices>>({});
  const { problem, save } = useSave({ onSaved: () => refetch() });
  const choose = async (topic: PushTopic, wanted: boolean) => {
    setChosen({ [topic]: wanted });
    await save(() => api.patch<PushChoices>(path, { [topic]: wanted }));
    setChosen({});
  };
  const isOffered = (topic: PushTopic) =>
    (topic !== 'overrides' || can(role, 'overrideLimits')) &&
    (topic !== 'slots' || can(role, 'changeCards')) &&
    (topic !== 'newRequests' || can(role, 'answerRequests'));
  return (
    <div className={styles.topics}>
      <h3 className={styles.heading}>{t('push.topics.title')}</h3>
      <p className={styles.lead}>{t('push.topics.lead')}</p>
      {error && <ProblemNotice problem={error.problem} />}
      {problem && <ProblemNotice problem={problem} />}
      {data ? (
        <LabelledGroup className={styles.checks} aria-label={t('push.topics.title')}>
          {pushTopics.filter(isOffered).map((topic) => (
            <Checkbox
              key={topic}
              isSelected={chosen[topic] ?? data[topic]}
              onChange={(wanted) => void choose(topic, wanted)}
            >
              {topic === 'newRequests'
                ? t('push.topics.newRequests')
                : t(`workspace.noticeChoices.topics.${topic}.name`)}
            </Checkbox>
          ))}
        </LabelledGroup>
      ) : (
        !error && <Skeleton />
      )}
    </div>
  );
}
