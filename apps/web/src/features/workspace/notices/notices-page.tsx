'use client';

import type { Notice, NoticeKind, NoticeList } from '@weir/contract';
import { Ago } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Glyph, type GlyphName } from '@/components/icon/glyph';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './notices.module.css';
import { useMarkRead, useNotices } from './use-notices';

/** The reader's notices, newest first. */
export function NoticesPage({ first }: { first: NoticeList }) {
  const t = useTranslations();
  const { slug, me } = useWorkspace();
  const query = useNotices(slug, first);
  const markRead = useMarkRead(slug);
  const { isPending, problem: refusal, save } = useSave();
  const notices = query.data.pages.flatMap(({ items }) => items);
  const { unread, mail } = query.data.pages[0] ?? first;
  const getsMail = me.emailVerified && me.noticeMails;
  // The account page begins with an unconfirmed address.
  const why = `/${slug}/account${me.emailVerified ? '#notice-mails' : ''}`;
  const leadMail = getsMail
    ? t('workspace.notices.leadMail')
    : t.rich('workspace.notices.leadMailOff', { link: (text) => <Link href={why}>{text}</Link> });
  const lead = mail ? leadMail : t('workspace.notices.leadNoMail');
  const problem = refusal ?? query.error?.problem;
  return (
    <Page width="narrow">
      <PageHeader title={t('workspace.notices.title')} meta={lead}>
        {unread > 0 && (
          <Button
            onPress={async () => {
              // The button goes with the unread notices.
              if (await save(() => markRead(), { announcement: t('workspace.notices.allRead') })) focusPage();
            }}
            isPending={isPending}
          >
            {t('workspace.notices.readAll')}
          </Button>
        )}
      </PageHeader>
      {problem && <ProblemNotice problem={problem} role="status" />}
      {notices.length === 0 ? (
        <EmptyState title={t('workspace.notices.none')}>{t('workspace.notices.noneText')}</EmptyState>
      ) : (
        <ol className={styles.notices}>
          {notices.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} onOpen={() => markRead([notice.id])} />
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <p className={styles.more}>
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            {t('requests.mine.showOlder')}
          </Button>
        </p>
      )}
    </Page>
  );
}

const glyphs: Record<NoticeKind, GlyphName> = {
  answered: 'letter',
  displaced: 'half',
  putBack: 'half',
  ticketDue: 'onward',
  question: 'note',
  reply: 'note',
  reminder: 'half',
  overdue: 'over',
  gate: 'gateNarrow',
  begun: 'onward',
  blocked: 'over',
  unblocked: 'onward',
  takenOff: 'over',
  restored: 'onward',
  delivered: 'letter',
  expected: 'half',
  answerMoved: 'half',
  room: 'onward',
  submitted: 'letter',
  newRequest: 'note',
  mentioned: 'note',
};

/** One notice. Opening its subject marks it as read. The API words title and text for the reader. */
function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { kind, at, readAt, board, request, card, title, text } = notice;
  const home = `/${slug}/${board.key}`;
  const onBoard = kind === 'mentioned' ? home : `${home}/${kind === 'room' ? 'ask' : 'intake'}`;
  const onCard =
    card && `${home}/cards/${card.number}${card.comment === null ? '' : `#comment-${card.comment}`}`;
  const onRequest =
    request &&
    (kind === 'newRequest'
      ? `${home}/intake?request=${request.number}`
      : `${home}/requests/${request.number}`);
  const isNew = readAt === null;
  return (
    <li className={styles.notice} data-new={isNew || undefined}>
      <Glyph name={glyphs[kind]} size={14} className={styles.glyph} />
      <div className={styles.words}>
        <p className={styles.title}>
          {isNew && <span className={styles.new}>{t('workspace.notices.new')}</span>}
          <Link href={onCard ?? onRequest ?? onBoard} onClick={() => isNew && onOpen()}>
            {title}
          </Link>
        </p>
        <div className={styles.text} dir="auto">
          {text.split('\n\n').map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
        <p className={styles.soft}>
          {t(`workspace.notices.kind.${kind}`)} · {board.name}
          {(request || card) && ` · ${(request ?? card)?.ref}`} · <Ago at={at} />
        </p>
      </div>
    </li>
  );
}
