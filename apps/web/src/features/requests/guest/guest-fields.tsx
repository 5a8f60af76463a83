import type { GuestRequest } from '@weir/contract';
import { TextArea, TextField } from '@/components/form/text-field';
import type { ApiForm } from '@/lib/forms/api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { NeededByField } from '../ask/needed-by-field';

/** `neededBy` empty: no date. */
export type GuestValues = { title: string; description: string; neededBy: string };

type Props = {
  form: ApiForm<GuestValues>;
  board: GuestRequest['board'];
  /** The day of a request that is corrected. As long as it stays, so does the deadline. */
  saved?: string;
};

/** What a guest's request says: the same fields to correct one and to ask for what is missing. */
export function GuestFields({ form, board, saved }: Props) {
  const t = useTranslations();
  return (
    <>
      <TextField label={t('ask.fields.title')} maxLength={400} {...form.field('title')} />
      <TextArea
        label={t('ask.fields.description')}
        optional
        rows={5}
        max={20_000}
        {...form.field('description')}
      />
      <NeededByField
        field={form.field('neededBy')}
        optional
        min={board.today}
        promised={form.values.neededBy === saved ? null : board}
      />
    </>
  );
}
