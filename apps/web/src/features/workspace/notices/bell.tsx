'use client';

import { can, type EventSubject, eventSubject } from '@weir/contract';
import { usePathname } from 'next/navigation';
import { LinkButton } from '@/components/form/link-button';
import { Glyph } from '@/components/icon/glyph';
import { useBoardInAddress } from '@/lib/context/use-board-in-address';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from '@/lib/events/use-board-events';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './bell.module.css';
import { useRenewNotices, useUnread } from './use-unread';

const mostShown = 99;

/** The bell in the top bar, with the number of unread notices. */
export function Bell() {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const board = useBoardInAddress();
  const unread = useUnread(slug) ?? 0;
  const path = usePathname();
  const home = `/${slug}/notices`;
  const count = { count: unread, shown: unread > mostShown ? `${mostShown}+` : String(unread) };
  return (
    <>
      {board && can(role, 'readEvents') && <RenewWithBoard board={board} />}
      <LinkButton
        href={home}
        variant="plain"
        className={styles.bell ?? ''}
        aria-label={t('workspace.notices.bell', count)}
        {...(path === home && { 'aria-current': 'page' as const })}
      >
        <Glyph name="bell" size={17} />
        {unread > 0 && (
          <span className={styles.unread}>
            {t.rich('workspace.notices.unread', {
              ...count,
              word: (text) => <span className={styles.word}>{text}</span>,
            })}
          </span>
        )}
      </LinkButton>
    </>
  );
}

/** Events of these subjects can come with a notice. */
const subjects: readonly EventSubject[] = ['request', 'gate', 'rest', 'card'];

/** An event on the board that is shown may come with a notice for the reader. */
function RenewWithBoard({ board }: { board: string }) {
  const { slug } = useWorkspace();
  const renew = useRenewNotices(slug);
  useBoardEvents(slug, board, (news) => {
    if (news.kind === 'event' && subjects.includes(eventSubject(news.event))) renew();
  });
  return null;
}
