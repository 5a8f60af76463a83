import type { Metadata } from 'next';
import { CalendarFeedPage } from '@/features/workspace/account/calendar-feed/calendar-feed-page';
import { ProblemPage } from '@/features/workspace/shell/problem-page';
import { readWorkspace } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('calendarFeed.title') };
}

type Props = { params: Promise<{ workspace: string }> };

export default withWords('/[workspace]/account/calendar', AccountCalendarPage);

async function AccountCalendarPage({ params }: Props) {
  const found = await readWorkspace((await params).workspace);
  return found.ok ? <CalendarFeedPage /> : <ProblemPage problem={found.problem} />;
}
