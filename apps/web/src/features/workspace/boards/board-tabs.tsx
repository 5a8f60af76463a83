'use client';

import { can, type Role } from '@weir/contract';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import styles from './board-tabs.module.css';
import { useWaiting } from './use-waiting';

/** `waiting`: how many requests waited when the page was made. */
type Props = { workspace: string; board: string; role: Role; waiting: number };

/** The rooms of a board that a role may enter. Who only asks has one room and needs no tabs. */
export function BoardTabs({ workspace, board, role, waiting: first }: Props) {
  const path = usePathname();
  const home = `/${workspace}/${board}`;
  const readsItself = can(role, 'readBoards') && readsNoBoard(path, home);
  const waiting = useWaiting(workspace, board, first, { readsItself });
  const tabs = [
    { href: home, label: 'Board', isShown: can(role, 'readBoards') },
    { href: `${home}/intake`, label: 'Requests', count: waiting, isShown: can(role, 'readAllRequests') },
    { href: `${home}/ask`, label: 'Ask', isShown: can(role, 'submitRequests') },
    { href: `${home}/overrides`, label: 'Overrides', isShown: can(role, 'readLimits') },
    { href: `${home}/settings`, label: 'Settings', isShown: can(role, 'manageBoards') },
  ].filter((tab) => tab.isShown);
  if (tabs.length < 2) return null;
  return (
    <nav className={styles.tabs} aria-label="This board">
      {tabs.map(({ href, label, count }) => (
        <Link key={href} href={href} aria-current={isAt(path, href, home) ? 'page' : undefined}>
          {label}
          {count !== undefined && count > 0 && (
            <span className={styles.count}>
              {count}
              <span className={styles.unit}> waiting</span>
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** The pages of one request and of the ledger, which show nothing else of the board. */
function readsNoBoard(path: string, home: string): boolean {
  return path.startsWith(`${home}/requests/`) || path.startsWith(`${home}/intake/ledger`);
}

/** A single request's page belongs to the requests. */
function isAt(path: string, href: string, home: string): boolean {
  if (href === `${home}/intake` && path.startsWith(`${home}/requests/`)) return true;
  return href === home ? path === home : path.startsWith(href);
}
