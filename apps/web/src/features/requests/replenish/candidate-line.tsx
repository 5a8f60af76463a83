'use client';

import { requesterName } from '@weir/words';
import { PickBox } from '@/components/choice/pick-box';
import { StateWord } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import { Link } from '@/components/layout/link';
import { ClassMark } from '@/features/board/card/class-mark';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { limitsText } from '../answer/kinds/entry';
import { DueWord } from '../due-word';
import { RequestWaitLine } from '../waits/request-wait-line';
import type { AwaitedRequests } from '../waits/use-awaited';
import type { Candidate } from './plan';
import styles from './replenish.module.css';

/** A waiting request, and why it does not fit where there is no room for it any more. */
export function CandidateLine({
  candidate,
  awaited,
  onToggle,
}: {
  candidate: Candidate;
  awaited: AwaitedRequests;
  onToggle: () => void;
}) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const home = `/${slug}/${useBoardKey()}/intake`;
  const { request, isChosen, entry } = candidate;
  const { number, ref, title, requester, answerBy, pausedAt, neededBy, classOfService } = request;
  const isRefused = entry.broken.length > 0;
  return (
    <li className={styles.candidate} data-chosen={isChosen || undefined} data-shut={isRefused || undefined}>
      <PickBox
        hasArea
        name={t('intake.replenish.choose', { ref, title })}
        isPicked={isChosen}
        isDisabled={!isChosen && isRefused}
        onPick={onToggle}
      />
      <div className={styles.about}>
        <Link href={`${home}?request=${number}`} className={styles.title}>
          {title}
        </Link>
        <p className={styles.second}>
          <span>
            {ref} · {requesterName(t, requester)}
          </span>
          <ClassMark of={classOfService} />
          {neededBy && (
            <span>{t.rich('intake.replenish.neededBy', { day: () => <Day date={neededBy} /> })}</span>
          )}
          <DueWord answerBy={answerBy} pausedAt={pausedAt} />
        </p>
        <RequestWaitLine number={number} awaited={awaited} />
        {isRefused && (
          <p className={styles.second}>
            <StateWord state={isChosen ? 'full' : 'none'} size="small" isSentence>
              {t('intake.replenish.noRoom', { why: limitsText(t, entry.broken) })}
            </StateWord>
            {entry.isOverridable && <span>{t('intake.replenish.overridable')}</span>}
          </p>
        )}
        {isChosen && entry.exceeded.length > 0 && (
          <p className={styles.second}>
            <StateWord state="near" size="small" isSentence>
              {t('answers.accept.recordedOption', { limits: limitsText(t, entry.exceeded) })}
            </StateWord>
          </p>
        )}
      </div>
    </li>
  );
}
