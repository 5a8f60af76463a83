'use client';

import { useQuery } from '@tanstack/react-query';
import type { OwnCredits } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../credits.module.css';
import { EndedNotice } from '../ended-notice';
import { EndCredits } from './end-credits';
import { RuleForm } from './rule-form';

/** The experiment of a workspace: what it does, its numbers, and its switch. For owners. */
export function CreditRulePage({ first }: { first: OwnCredits }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { data, error } = useQuery({ ...reading<OwnCredits>(creditPaths.own(slug)), initialData: first });
  const { rule } = data;
  const isOn = rule !== null && rule.ended === null;
  return (
    <Page width="narrow">
      <PageHeader
        title={t('credits.settings.title')}
        crumbs={[{ label: t('workspaceSettings.title'), href: `/${slug}/settings` }]}
        meta={t('credits.experiment')}
      />
      <div className={styles.page}>
        {error && <ProblemNotice problem={error.problem} role="status" />}
        <Panel title={t('credits.settings.what')}>
          <ul className={styles.points}>
            {(['price', 'free', 'refund', 'same', 'guests'] as const).map((point) => (
              <li key={point}>{t(`credits.settings.points.${point}`)}</li>
            ))}
          </ul>
          {rule && <Link href={`/${slug}/credits?user=all`}>{t('credits.settings.ledger')}</Link>}
        </Panel>
        {rule?.ended && <EndedNotice ended={rule.ended} />}
        <RuleForm key={String(isOn)} rule={rule} isOn={isOn} />
        {isOn && <EndCredits />}
      </div>
    </Page>
  );
}
