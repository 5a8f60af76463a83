'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueueItem, QueueList } from '@weir/contract';
import dynamic from 'next/dynamic';
import { useNow } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { mostFollowed, Watch } from '@/lib/events/watch';
import { focusPage } from '@/lib/focus-rows';
import { useShortcuts } from '@/lib/keys/shortcuts';
import { loadedAhead, useLoadAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { SentAnswers } from '../answer/sent-answers';
import { isAnswerTo, useSentAnswers } from '../answer/use-sent-answers';
import { useUnderwayAnswers } from '../underway-answers';
import { QueueGroups } from './queue-groups';
import styles from './queue-page.module.css';
import { byUrgency } from './urgency';
import { useOpenRequest } from './use-open-request';

const OpenRequest = dynamic(
  loadedAhead(() =>
    withWordsOf('features/requests/workspace-queue/open-request', import('./open-request')).then(
      (loaded) => loaded.OpenRequest,
    ),
  ),
  { loading: () => <Skeleton height="14rem" /> },
);

/** `path` is where the first page of it was read. */
type Props = { path: string; boards: string[]; first: QueueList };

/** The waiting requests of all boards by urgency. The one that the address names is open beside them, to be answered. */
export function QueuePage({ path, boards, first }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  useLoadAhead();
  const query = useQuery({
    ...readingAll<QueueItem>(path),
    ...(first.nextCursor === null && { initialData: { items: first.items, nextCursor: null } }),
    refetchInterval: boards.length <= mostFollowed ? false : 10_000,
  });
  const underway = useUnderwayAnswers();
  const items = (query.data?.items ?? first.items).filter(
    ({ board, request }) => !underway.has(requestPaths.answer(slug, board.key, request.number)),
  );
  const groups = byUrgency(items, new Date(useNow()));
  const refs = groups.flatMap((group) => group.items).map(({ request }) => request.ref);
  const boardCount = new Set(items.map(({ board }) => board.key)).size;

  const { open, ref, focus, show } = useOpenRequest();
  const sent = useSentAnswers();
  /** Shows the next one below, or the first. */
  const showNext = () => {
    const next = [...refs.slice(refs.indexOf(ref ?? '') + 1), ...refs].find((each) => each !== ref) ?? null;
    show(next);
    if (next === null) focusPage();
  };
  const step = (by: 1 | -1) => {
    const at = ref === null ? -1 : refs.indexOf(ref);
    const next = refs[at === -1 ? 0 : at + by];
    if (next) show(next);
  };
  useShortcuts({ j: () => step(1), k: () => step(-1) });

  const notices = (
    <SentAnswers
      of={sent}
      isShown={(answer) => isAnswerTo(answer, ref)}
      onShow={({ requests }) => show(requests[0]?.ref ?? null)}
    />
  );
  return (
    <Page width={open ? 'full' : 'normal'}>
      <PageHeader
        title={t('intake.allBoards.title')}
        meta={t('intake.allBoards.summary', { count: items.length, boards: boardCount })}
      />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <Watch workspace={slug} path={path} boards={boards} />
      {!open && notices}
      {!open && groups.length === 0 && (
        <EmptyState title={t('intake.waiting.emptyTitle')}>{t('intake.allBoards.emptyText')}</EmptyState>
      )}
      <div className={styles.room} data-open={open ? true : undefined}>
        <QueueGroups groups={groups} current={ref} onShow={show} />
        {open && (
          <div className={styles.main}>
            {notices}
            <div className={styles.bar}>
              <Button variant="plain" size="small" onPress={() => show(null)}>
                <Glyph name="back" size={14} /> {t('intake.request.back')}
              </Button>
              <Link href={`/${slug}/${open.boardKey}/intake?request=${open.number}`}>
                {t('intake.allBoards.openIn', { board: nameOf(items, open.boardKey) })}
              </Link>
            </div>
            <OpenRequest
              boardKey={open.boardKey}
              number={open.number}
              focus={focus}
              refused={sent.refused && isAnswerTo(sent.refused, ref) ? sent.refused.why : null}
              hasNext={refs.some((each) => each !== ref)}
              onDelayed={(answer) => {
                sent.onDelayed(answer);
                showNext();
              }}
              onAnswered={(answered) => {
                const gone = answered.requests.map((request) => request.ref);
                client.setQueryData<{ items: QueueItem[] }>(
                  [path],
                  (now) =>
                    now && { ...now, items: now.items.filter(({ request }) => !gone.includes(request.ref)) },
                );
                sent.onAnswered(answered);
              }}
              onRefused={sent.onRefused}
              onNext={showNext}
            />
          </div>
        )}
      </div>
    </Page>
  );
}

function nameOf(items: readonly QueueItem[], boardKey: string): string {
  return items.find(({ board }) => board.key === boardKey)?.board.name ?? boardKey;
}
