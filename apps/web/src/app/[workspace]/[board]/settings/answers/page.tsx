import type { Metadata } from 'next';
import { AnswersPanel } from '@/features/settings/answers-panel';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('answers.templates.panel') };
}

export default withWords('/[workspace]/[board]/settings/answers', AnswerSettings);

function AnswerSettings() {
  return <AnswersPanel />;
}
