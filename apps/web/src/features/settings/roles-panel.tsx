'use client';

import { can, roles } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { Panel } from '@/components/layout/panel';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './roles-panel.module.css';

const actions = [
  'manageMembers',
  'manageBoards',
  'overrideLimits',
  'setGate',
  'answerRequests',
  'changeCards',
  'readBoards',
  'submitRequests',
] as const;

/** What each role can do, from the same table that the API uses. */
export function RolesPanel() {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <Panel title={t('settings.roles.title')}>
      <dl className={styles.roles}>
        {roles.map((role) => (
          <div key={role}>
            <dt>{t(`common.roles.${role}.name`)}</dt>
            <dd>
              {t('settings.roles.can', {
                actions: format.list(
                  actions
                    .filter((action) => can(role, action))
                    .map((action) => t(`settings.roles.actions.${action}`)),
                ),
              })}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
