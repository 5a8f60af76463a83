import type { PublicFormInfo } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { FormPage } from '@/features/requests/guest/form-page';
import { GuestFrame } from '@/features/requests/guest/guest-frame';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { read } from '@/lib/server/page-data';
import { getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('ask.pageTitle'), referrer: 'no-referrer', robots: { index: false } };
}

type Props = { params: Promise<{ workspace: string; board: string; form: string }> };

export default withWords('/forms/[workspace]/[board]/[form]', PublicFormPage);

async function PublicFormPage({ params }: Props) {
  const { workspace, board, form } = await params;
  const door = await read<PublicFormInfo>(guestPaths.form(workspace, board, form));
  if (door.ok) return <FormPage place={{ workspace, boardKey: board, form }} first={door.value} />;
  if (['not-found', 'invalid-input'].includes(door.problem.code)) notFound();
  const t = await getTranslations();
  return (
    <GuestFrame title={t('ask.pageTitle')}>
      <ProblemNotice problem={door.problem} role="status" />
    </GuestFrame>
  );
}
