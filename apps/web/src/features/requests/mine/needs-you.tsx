'use client';

import type { Request, RequesterBoard } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { needOf } from './need';

/** The reader's requests on this board that need something from the reader. */
export function NeedsYouNotice({ door, requests }: { door: RequesterBoard; requests: Request[] }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const needing = requests.flatMap((request) => {
    const need = needOf(request, door.today);
    return need ? [{ ...request, need }] : [];
  });
  if (needing.length === 0) return null;
  return (
    <Notice tone="info" title={t('requests.mine.needsYou.title', { count: needing.length })}>
      {needing.map(({ number, ref, title, need }) => (
        <p key={number}>
          {t.rich(`requests.mine.needsYou.${need}`, {
            ref,
            title,
            link: (text) => <Link href={`/${slug}/${door.key}/requests/${number}`}>{text}</Link>,
          })}
        </p>
      ))}
    </Notice>
  );
}
