import type { PublicFormInfo } from '@weir/contract';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { FormFrame } from '@/features/requests/guest/form-frame';
import { FormPage } from '@/features/requests/guest/form-page';
import { paths } from '@/lib/api/paths';
import { read } from '@/lib/server/page-data';

export const metadata: Metadata = { title: 'Ask', referrer: 'no-referrer', robots: { index: false } };

type Props = { params: Promise<{ workspace: string; board: string; form: string }> };

export default async function PublicFormPage({ params }: Props) {
  const { workspace, board, form } = await params;
  const door = await read<PublicFormInfo>(paths.form(workspace, board, form));
  if (door.ok) return <FormPage place={{ workspace, boardKey: board, form }} first={door.value} />;
  // An address that can't be anything, as one that is nothing.
  if (['not-found', 'invalid-input'].includes(door.problem.code)) notFound();
  return (
    <FormFrame title="Ask">
      <ProblemNotice problem={door.problem} role="status" />
    </FormFrame>
  );
}
