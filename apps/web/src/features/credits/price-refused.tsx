'use client';

import type { ReactNode } from 'react';
import { Day, Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

/** Whether a request was refused for its price. */
export function isPriceRefusal({ code }: AnyProblem): boolean {
  return code === 'credits-spent' || code === 'price-risen';
}

/** A refusal for the price of a request. Says what to do instead, and that nothing is lost. */
export function PriceRefused({ problem, children }: { problem: AnyProblem; children?: ReactNode }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  return (
    <ProblemNotice problem={problem}>
      {'affordableBoards' in problem && (
        <ul>
          <li>{t.rich('credits.refused.renews', { at: () => <Instant at={problem.renewsAt} /> })}</li>
          {problem.affordableFrom && (
            <li>
              {t.rich('credits.refused.lower', {
                day: () => <Day date={problem.affordableFrom as string} long />,
              })}
            </li>
          )}
          {problem.affordableBoards.map(({ key, name, price }) => (
            <li key={key}>
              {t.rich('credits.refused.board', {
                name,
                price: price ?? 0,
                link: (text) => <Link href={`/${slug}/${key}/ask`}>{text}</Link>,
              })}
            </li>
          ))}
          <li>{t('credits.price.free')}</li>
        </ul>
      )}
      <p>{children ?? t('ask.refusal.textKept')}</p>
    </ProblemNotice>
  );
}
