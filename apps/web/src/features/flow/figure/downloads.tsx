'use client';

import { type RefObject, useState } from 'react';
import { Button } from '@/components/form/button';
import { saveFile } from '@/lib/browser/save-file';
import { useTranslations } from '@/lib/words/use-translations';
import type { TableOf } from './table';

/** Saves a figure as a table or as a picture. What makes the files is loaded with the first press. */
export function Downloads<Row>({
  name,
  title,
  table,
  picture,
}: {
  /** Of the file, without its ending. */
  name: string;
  title: string;
  table: () => TableOf<Row>;
  picture: RefObject<HTMLElement | null>;
}) {
  const t = useTranslations();
  const [pending, setPending] = useState<'csv' | 'png' | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const save = async (kind: 'csv' | 'png', content: () => Promise<Blob>) => {
    setPending(kind);
    setFailed(false);
    try {
      saveFile(`${name}.${kind}`, await content());
    } catch {
      setFailed(true);
    } finally {
      setPending(null);
    }
  };
  const csv = async () => {
    const { csvOf } = await import('./csv');
    return new Blob([csvOf(table())], { type: 'text/csv;charset=utf-8' });
  };
  const png = async () => {
    const { pictureOf } = await import('./picture');
    if (!picture.current) throw new Error('no picture');
    return pictureOf(picture.current);
  };
  return (
    <>
      {hasFailed && <span role="alert">{t('flow.downloads.failed')}</span>}
      <Button
        size="small"
        variant="plain"
        isPending={pending === 'csv'}
        aria-label={t('flow.downloads.csvOf', { title })}
        onPress={() => save('csv', csv)}
      >
        {t('flow.downloads.csv')}
      </Button>
      <Button
        size="small"
        variant="plain"
        isPending={pending === 'png'}
        aria-label={t('flow.downloads.pngOf', { title })}
        onPress={() => save('png', png)}
      >
        {t('flow.downloads.png')}
      </Button>
    </>
  );
}
