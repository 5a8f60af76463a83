'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type NoticeChoices, type NoticeMailTimes, type PushSubscriptionList } from '@weir/contract';
import { type NoticeTopic, type NoticeVia, noticeTopics, viasOf } from '@weir/domain';
import { useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { AccountFrame } from '../account/frame/account-frame';
import { DevicesPanel } from './devices/devices-panel';
import { MailTimesPanel } from './mail-times-panel';
import styles from './notice-choices.module.css';

type Props = { first: NoticeChoices; times: NoticeMailTimes; devices: PushSubscriptionList };

/**
 * Chooses which notices the person gets, and which also by email and on their devices, in all workspaces. Each choice is saved at
 * once.
 */
export function NoticeChoicesPage({ first, times, devices }: Props) {
  const t = useTranslations();
  const { slug, me, role } = useWorkspace();
  const path = adminPaths.noticeChoices(slug);
  const query = useQuery({ ...reading<NoticeChoices>(path), initialData: first });
  // Shown while it is being saved.
  const [chosen, setChosen] = useState<Partial<NoticeChoices>>({});
  const { problem, save } = useSave({ onSaved: () => query.refetch() });
  const shown = { ...query.data, ...chosen };
  const choose = async (topic: NoticeTopic, via: NoticeVia) => {
    setChosen({ [topic]: via });
    await save(() => api.patch<NoticeChoices>(path, { [topic]: via }));
    setChosen({});
  };
  const topics = noticeTopics.filter(
    (topic) =>
      (topic !== 'overrides' || can(role, 'overrideLimits')) &&
      (topic !== 'slots' || can(role, 'changeCards')),
  );
  return (
    <AccountFrame current="notices" lead={t('workspace.noticeChoices.lead')}>
      <div className={styles.page}>
        {me.mail && !(me.noticeMails && me.emailVerified) && (
          <Notice tone="warn">
            {t.rich('workspace.noticeChoices.mailOff', {
              link: (text) => <Link href={`/${slug}/account`}>{text}</Link>,
            })}
          </Notice>
        )}
        {!me.mail && <Notice>{t('workspace.noticeChoices.noMail')}</Notice>}
        {problem && <ProblemNotice problem={problem} />}
        <Panel>
          <div className={styles.topics}>
            {topics.map((topic) => (
              <RadioGroup
                key={topic}
                label={t(`workspace.noticeChoices.topics.${topic}.name`)}
                description={t(`workspace.noticeChoices.topics.${topic}.hint`)}
                layout="row"
                choices={viasOf(topic).map((via) => ({
                  id: via,
                  label: t(`workspace.noticeChoices.via.${via}`),
                  isDisabled: via === 'mail' && !me.mail,
                }))}
                // Without a mail server, “with email” means only in the app.
                value={shown[topic] === 'mail' && !me.mail ? 'app' : shown[topic]}
                onChange={(via) => void choose(topic, via)}
              />
            ))}
          </div>
        </Panel>
        <DevicesPanel first={devices} />
        {(me.mail || devices.publicKey !== null) && <MailTimesPanel times={times} />}
      </div>
    </AccountFrame>
  );
}
