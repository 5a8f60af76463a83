'use client';

import { can, type Role } from '@weir/contract';
import { useParams, usePathname } from 'next/navigation';
import { LinkButton } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { useBoardEvents } from '@/lib/events/use-board-events';
import styles from './bell.module.css';
import { bellWords, unreadSeen } from './notice-words';
import { useRenewNotices, useUnread } from './use-notices';

/** What one has not read yet, in the top bar: a bell and, where there is any, how many in a word. */
export function Bell({ workspace, role }: { workspace: string; role: Role }) {
  const { board } = useParams<{ board?: string }>();
  const unread = useUnread(workspace) ?? 0;
  const path = usePathname();
  const home = `/${workspace}/notices`;
  return (
    <>
      {board && can(role, 'readEvents') && <RenewWith workspace={workspace} board={board} />}
      <LinkButton
        href={home}
        variant="plain"
        className={styles.bell ?? ''}
        aria-label={bellWords(unread)}
        {...(path === home && { 'aria-current': 'page' as const })}
      >
        <Glyph name="bell" size={17} />
        {unread > 0 && <span className={styles.unread}>{unreadSeen(unread)}</span>}
      </LinkButton>
    </>
  );
}

/** What happens on the board that is shown may be news to who looks at it. */
function RenewWith({ workspace, board }: { workspace: string; board: string }) {
  const renew = useRenewNotices(workspace);
  useBoardEvents(workspace, board, (news) => {
    if (news.kind === 'event' && /^(request|gate|card)/.test(news.event.type)) renew();
  });
  return null;
}
