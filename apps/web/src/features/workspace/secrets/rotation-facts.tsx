'use client';

import { Fact } from '@/components/data/control-lines';
import { Ago } from '@/components/data/time';
import { useTranslations } from '@/lib/words/use-translations';

type Props = { of: { rotatedAt: string | null; previousUntil: string | null } };

/** When a secret was rotated, and when the previous one ends. Shows nothing for a secret that was never rotated. */
export function RotationFacts({ of: { rotatedAt, previousUntil } }: Props) {
  const t = useTranslations();
  if (!rotatedAt) return null;
  return (
    <Fact>
      {t.rich('secrets.rotated', {
        at: () => <Ago at={rotatedAt} />,
        overlap: previousUntil ? 'yes' : 'no',
        until: () => previousUntil && <Ago at={previousUntil} />,
      })}
    </Fact>
  );
}
