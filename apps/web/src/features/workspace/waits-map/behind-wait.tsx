'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { BoardWaiter, BoardWaits } from '@weir/contract';
import lines from '@/components/data/lines.module.css';
import { Since } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { Dialog } from '@/components/overlay/dialog';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingPages } from '@/lib/api/reading-pages';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './behind-wait.module.css';
import type { Pair } from './layout';

type Props = { pair: Pair; nameOf: (key: string) => string; onClose: () => void };

/** A dialog with the cards and requests of a board that wait on another board. */
export function BehindWait({ pair, nameOf, onClose }: Props) {
  const t = useTranslations();
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t('waits.map.behind', { from: nameOf(pair.from), on: nameOf(pair.on) })}
    >
      <Waiters {...pair} />
    </Dialog>
  );
}

/** The waiting cards and requests, each with the requests that it waits on. The longest wait is first. */
function Waiters({ from, on }: Pair) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const query = useInfiniteQuery({
    ...readingPages<BoardWaits>(workspacePaths.boardWaits(slug, from, on)),
    staleTime: 0,
  });
  if (query.error) return <ProblemNotice problem={query.error.problem} role="status" />;
  if (!query.data) return <Skeleton height="8rem" />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className={styles.soft}>{t('waits.map.nothingBehind')}</p>;
  return (
    <>
      <ul className={styles.waiters}>
        {items.map((waiter) => (
          <WaiterRow key={waiter.ref} waiter={waiter} on={on} />
        ))}
      </ul>
      {query.hasNextPage && (
        <p className={lines.more}>
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            {t('common.showMore')}
          </Button>
        </p>
      )}
    </>
  );
}

function WaiterRow({ waiter, on }: { waiter: BoardWaiter; on: string }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { board, kind, number, ref, title, since, waitsOn } = waiter;
  return (
    <li>
      <p className={styles.line}>
        <Named href={`/${slug}/${board}/${kind === 'card' ? 'cards' : 'requests'}/${number}`} name={ref}>
          {title}
        </Named>
        <span className={styles.soft}>
          {t.rich('waits.map.waitsSince', { since: () => <Since at={since} /> })}
        </span>
      </p>
      <ul className={styles.awaited} aria-label={t('waits.map.columns.on')}>
        {waitsOn.map((request) => (
          <li key={request.ref} className={styles.line}>
            <Named href={`/${slug}/${on}/requests/${request.number}`} name={request.ref}>
              {request.title}
            </Named>
            <span className={styles.soft}>{t('waits.state', { state: request.state })}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function Named({ href, name, children }: { href: string; name: string; children: string | null }) {
  return (
    <Link href={href} className={styles.named}>
      <span className={styles.ref}>{name}</span> <span dir="auto">{children}</span>
    </Link>
  );
}
