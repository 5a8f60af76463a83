'use client';

import type { Request, RequesterBoard } from '@weir/contract';
import { useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { Button } from '@/components/form/button';
import styles from './my-board-requests.module.css';
import { OwnRequest } from './my-request';

type Props = { workspace: string; door: RequesterBoard; requests: Request[] };

const shownAtFirst = 5;

/** What one has asked here: what waits in the order of its reading, then the answers, newest first. */
export function OwnRequests({ workspace, door, requests }: Props) {
  const waiting = requests.filter(({ state }) => state === 'waiting');
  const answered = requests.filter(({ state }) => state === 'answered');
  const [isWhole, setWhole] = useState(false);
  const more = answered.length - shownAtFirst;
  const list = (items: Request[]) => (
    <ul className={styles.list}>
      {items.map((request) => (
        <OwnRequest key={request.number} workspace={workspace} door={door} request={request} />
      ))}
    </ul>
  );
  return (
    <section className={styles.own} aria-labelledby="own">
      <h2 id="own">Your requests here</h2>
      {requests.length === 0 && (
        <EmptyState title="You have asked for nothing yet">
          What you ask for stands here with its place in the queue, and later with its answer.
        </EmptyState>
      )}
      {waiting.length > 0 && list(waiting)}
      {answered.length > 0 && (
        <>
          <h3 className={styles.sub}>Answered</h3>
          {list(isWhole ? answered : answered.slice(0, shownAtFirst))}
        </>
      )}
      {!isWhole && more > 0 && (
        <p>
          <Button onPress={() => setWhole(true)}>
            {more === 1 ? 'Show one older answer' : `Show ${more} older answers`}
          </Button>
        </p>
      )}
    </section>
  );
}
