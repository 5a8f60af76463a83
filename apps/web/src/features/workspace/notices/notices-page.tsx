'use client';

import type { Notice, NoticeList } from '@weir/contract';
import { type ReactNode, useRef, useState } from 'react';
import { RadioGroup } from '@/components/choice/radio-group';
import { useNow } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage, focusRows } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { NoticeLine } from './notice-line';
import styles from './notices.module.css';
import { useMarkRead, useNotices } from './use-notices';

/** The reader's notices by day, newest first: all, or those that are unread. */
export function NoticesPage({ first }: { first: NoticeList }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const [shown, setShown] = useState<'all' | 'unread'>('all');
  const query = useNotices(slug, first, shown);
  const markRead = useMarkRead(slug);
  const { isPending, problem: refusal, save } = useSave();
  const days = useDays((query.data?.pages ?? []).flatMap(({ items }) => items));
  const unread = query.data?.pages[0]?.unread ?? first.unread;
  const problem = refusal ?? query.error?.problem;
  const list = useRef<HTMLDivElement>(null);
  return (
    <Page width="narrow">
      <PageHeader title={t('workspace.notices.title')} meta={<Lead mail={first.mail} />}>
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
      <div className={styles.filter}>
        <RadioGroup
          label={t('workspace.notices.show')}
          hideLabel
          layout="row"
          choices={[
            { id: 'all', label: t('workspace.notices.showAll') },
            { id: 'unread', label: t('workspace.notices.showUnread', { count: unread }) },
          ]}
          value={shown}
          onChange={setShown}
        />
      </div>
      {problem && <ProblemNotice problem={problem} role="status" />}
      {query.data && days.length === 0 && (
        <EmptyState title={t(shown === 'all' ? 'workspace.notices.none' : 'workspace.notices.noneUnread')}>
          {t('workspace.notices.noneText')}
        </EmptyState>
      )}
      <div ref={list} tabIndex={-1} className={styles.days}>
        {days.map(({ name, notices }) => (
          <section key={name} aria-label={name}>
            <h2 className={styles.day} suppressHydrationWarning>
              {name}
            </h2>
            <ol className={styles.notices}>
              {notices.map((notice) => (
                <NoticeLine
                  key={notice.id}
                  notice={notice}
                  onOpen={() => markRead([notice.id])}
                  onRead={async () => {
                    // The button disappears, and under “Unread” its notice too.
                    if (await save(() => markRead([notice.id]))) focusRows(list);
                  }}
                />
              ))}
            </ol>
          </section>
        ))}
      </div>
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

/** Says how the reader gets notices, with a link to change that. */
function Lead({ mail }: { mail: boolean }) {
  const t = useTranslations();
  const { slug, me } = useWorkspace();
  const choices = `/${slug}/account/notices`;
  // The account page begins with an unconfirmed address.
  const why = `/${slug}/account${me.emailVerified ? '#notice-mails' : ''}`;
  const link = (href: string) => (text: ReactNode) => <Link href={href}>{text}</Link>;
  if (!mail) return t.rich('workspace.notices.leadNoMail', { link: link(choices) });
  if (me.emailVerified && me.noticeMails)
    return t.rich('workspace.notices.leadMail', { link: link(choices) });
  return t.rich('workspace.notices.leadMailOff', { link: link(why) });
}

/** The notices by the reader's day; the last two days have a name. */
function useDays(notices: Notice[]): { name: string; notices: Notice[] }[] {
  const t = useTranslations();
  const dates = useDates();
  const now = useNow();
  const before = (days: number) => dates.dayOf(new Date(now - days * 86_400_000).toISOString());
  const [today, yesterday] = [before(0), before(1)];
  const named = (day: string) => {
    if (day === today) return t('workspace.notices.today');
    return day === yesterday ? t('workspace.notices.yesterday') : day;
  };
  return [...Map.groupBy(notices, ({ at }) => dates.dayOf(at))].map(([day, ofDay]) => ({
    name: named(day),
    notices: ofDay,
  }));
}
