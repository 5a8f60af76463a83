'use client';

import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import look from './my-requests.module.css';
import { groupsOf, type OwnGroups } from './request-groups';
import { OwnLine } from './request-line';
import type { useOwn } from './use-my-requests';

type Props = { workspace: string; own: ReturnType<typeof useOwn>; heading: 'h2' | 'h3' };

const titles: Record<keyof OwnGroups, string> = {
  inHand: 'Waits for you',
  waiting: 'Waits for an answer',
  answered: 'Answered',
};
const answersShownAtFirst = 5;

/** What one has asked on all boards: first what rests with oneself, then what the team is to answer, then the answers. */
export function OwnEverywhere({ workspace, own, heading: Heading }: Props) {
  const [isWhole, setWhole] = useState(false);
  const groups = groupsOf(own.data.pages.flatMap(({ items }) => items));
  const hidden = isWhole ? 0 : Math.max(0, groups.answered.length - answersShownAtFirst);
  const shown = {
    ...groups,
    answered: groups.answered.slice(0, isWhole ? undefined : answersShownAtFirst),
  };
  return (
    <div className={look.groups}>
      {own.error && <ProblemNotice problem={own.error.problem} role="status" />}
      {(Object.keys(titles) as (keyof OwnGroups)[])
        .filter((group) => shown[group].length > 0)
        .map((group) => (
          <section key={group} className={look.group} data-group={group} aria-label={titles[group]}>
            <Heading>
              {titles[group]}
              {group !== 'answered' && <span className={look.count}> {shown[group].length}</span>}
            </Heading>
            <ol className={look.lines}>
              {shown[group].map((item) => (
                <OwnLine key={`${item.board.key} ${item.request.number}`} workspace={workspace} item={item} />
              ))}
            </ol>
          </section>
        ))}
      {(hidden > 0 || own.hasNextPage) && (
        <p>
          <Button
            size="small"
            isPending={own.isFetchingNextPage}
            onPress={() => (hidden > 0 ? setWhole(true) : own.fetchNextPage())}
          >
            Show older ones
          </Button>
        </p>
      )}
    </div>
  );
}
