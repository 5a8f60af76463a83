'use client';

import dynamic from 'next/dynamic';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { Notice } from './notice';
import type { ProblemNoticeProps } from './whole-problem-notice';

const WholeProblemNotice = dynamic(
  loadedAhead(() =>
    withWordsOf('components/feedback/whole-problem-notice', import('./whole-problem-notice')).then(
      (loaded) => loaded.WholeProblemNotice,
      () => OfflineNotice,
    ),
  ),
  { loading: () => null },
);

/** Shows a refusal in place: what is refused, why, and what to do. */
export function ProblemNotice(props: ProblemNoticeProps) {
  return props.problem.code === 'offline' ? <OfflineNotice {...props} /> : <WholeProblemNotice {...props} />;
}

/** Is on every page, because without a connection nothing can be loaded. */
function OfflineNotice({ problem, children, actions, role = 'alert' }: ProblemNoticeProps) {
  const t = useTranslations();
  return (
    <Notice tone="warn" title={problem.title || t('problems.offline.title')} actions={actions} role={role}>
      <p>{problem.detail || t('problems.offline.meaning')}</p>
      {children}
    </Notice>
  );
}
