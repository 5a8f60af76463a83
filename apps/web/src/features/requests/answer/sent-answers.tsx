'use client';

import dynamic from 'next/dynamic';
import { loadedAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import type { SentNoticesProps } from './sent-notices';

// Needed only once something was sent.
const Notices = dynamic(
  loadedAhead(() =>
    withWordsOf('features/requests/answer/sent-notices', import('./sent-notices')).then(
      (loaded) => loaded.SentNotices,
    ),
  ),
  { loading: () => null },
);

/** What became of the answers that were sent from this page. */
export function SentAnswers(props: SentNoticesProps) {
  const { delayed, refused, last } = props.of;
  return (delayed || refused || last) && <Notices {...props} />;
}
