'use client';

import type { QueueList } from '@weir/contract';
import { mostFollowed, Watch } from '@/lib/events/watch';
import { OwnEverywhere } from './my-requests';
import look from './my-requests.module.css';
import { ownPath } from './my-requests-path';
import { useOwn } from './use-my-requests';

type Props = { workspace: string; boards: string[]; first: QueueList };

/** Below the boards of who works on them: what they have asked themselves, if anything. */
export function OwnSection({ workspace, boards, first }: Props) {
  const own = useOwn(workspace, first, boards.length <= mostFollowed ? false : 10_000);
  const hasAsked = own.data.pages.some(({ items }) => items.length > 0);
  return (
    <>
      <Watch workspace={workspace} path={ownPath(workspace)} boards={boards} types={/^request/} />
      {hasAsked && (
        <section className={look.own} aria-labelledby="own">
          <h2 id="own">Your requests</h2>
          <OwnEverywhere workspace={workspace} own={own} heading="h3" />
        </section>
      )}
    </>
  );
}
