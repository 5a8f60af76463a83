'use client';

import { type BoardSummary, can } from '@weir/contract';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Link } from '@/components/layout/link';
import { showCurrent } from '@/components/layout/show-current';
import { useCommands } from '@/lib/commands';
import { useBoardInAddress } from '@/lib/context/use-board-in-address';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './board-tabs.module.css';
import { useWaiting } from './use-waiting';

/** The pages of the current board that the role can open. With only one there are no tabs. */
export function BoardTabs({ boards }: { boards: Pick<BoardSummary, 'key' | 'intake'>[] }) {
  const key = useBoardInAddress();
  const router = useRouter();
  const board = boards.find((each) => each.key === key);
  const isNew = key !== undefined && !board;
  // Somebody created it after the boards were read.
  useEffect(() => {
    if (isNew) router.refresh();
  }, [isNew, router]);
  return board ? <Tabs key={board.key} boardKey={board.key} waiting={board.intake.waiting} /> : null;
}

/** `waiting` is from the first paint. */
function Tabs({ boardKey: key, waiting: first }: { boardKey: string; waiting: number }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const path = usePathname();
  const home = `/${slug}/${key}`;
  const readsItself = can(role, 'readBoards') && readsNoBoard(path, home);
  const waiting = useWaiting(slug, key, first, { readsItself });
  const tabs = [
    { href: home, name: 'board', isShown: can(role, 'readBoards') },
    { href: `${home}/intake`, name: 'requests', count: waiting, isShown: can(role, 'readAllRequests') },
    { href: `${home}/ask`, name: 'ask', isShown: can(role, 'submitRequests') },
    { href: `${home}/flow`, name: 'flow', isShown: can(role, 'readBoards') },
    { href: `${home}/overrides`, name: 'overrides', isShown: can(role, 'readLimits') },
    { href: `${home}/settings`, name: 'settings', isShown: can(role, 'manageBoards') },
  ] as const;
  const shown = tabs.filter((tab) => tab.isShown);
  useCommands(() =>
    shown.map(({ href, name }) => ({
      id: `tab ${name}`,
      group: 'board',
      title: t('commands.open', { page: t(`workspace.tabs.${name}`) }),
      href,
    })),
  );
  if (shown.length < 2) return null;
  return (
    <nav ref={showCurrent} className={styles.tabs} aria-label={t('workspace.tabs.label')}>
      {shown.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={isAt(path, tab.href, home) ? 'page' : undefined}>
          {t(`workspace.tabs.${tab.name}`)}
          {'count' in tab && tab.count > 0 && (
            <span className={styles.count}>
              {t.rich('workspace.tabs.waiting', {
                count: tab.count,
                unit: (text) => <span className={styles.unit}>{text}</span>,
              })}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** The pages of a request, of the ledger, of the flow and of the digest show nothing else of the board. */
function readsNoBoard(path: string, home: string): boolean {
  return ['requests/', 'intake/ledger', 'flow', 'digest'].some((page) => path.startsWith(`${home}/${page}`));
}

/** The page of a single request belongs to the requests, that of a single card to the board, and the digest to the flow. */
function isAt(path: string, href: string, home: string): boolean {
  if (href === `${home}/intake` && path.startsWith(`${home}/requests/`)) return true;
  if (href === `${home}/flow` && path.startsWith(`${home}/digest`)) return true;
  if (href === home) return path === home || path.startsWith(`${home}/cards/`);
  return path.startsWith(href);
}
