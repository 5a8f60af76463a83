import type { Work } from '@weir/contract';
import type { ReactNode } from 'react';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './expected-date.module.css';
import { Day } from './time';

/** When accepted work is expected to be delivered, or why that is not known yet. */
export function ExpectedDate({ expected }: Pick<Work, 'expected'>) {
  const t = useTranslations();
  const soft = (text: ReactNode) => <span className={styles.soft}>{text}</span>;
  const b = (text: ReactNode) => <b>{text}</b>;
  if (!expected || 'unknown' in expected)
    return (
      <p>
        {t.rich('work.expected.unknown', {
          hasReason: expected ? 'yes' : 'no',
          why: expected?.unknown ?? '',
          b,
          soft,
        })}
      </p>
    );
  const { p50, p85, sample, from } = expected;
  return (
    <p>
      {t.rich('work.expected.known', {
        p50: () => <Day date={p50} long />,
        p85: () => <Day date={p85} long />,
        from: () => <Day date={from} />,
        sample,
        b,
        soft,
      })}
    </p>
  );
}
