import type { Column } from '@weir/contract';
import { Button } from '@/components/form/button';
import { Popover } from '@/components/overlay/popover';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './policy-button.module.css';

/** Opens the column's policy, if it has one. */
export function PolicyButton({ column: { name, policy } }: { column: Column }) {
  const t = useTranslations();
  if (!policy.trim()) return null;
  const title = t('board.column.policyOf', { column: name });
  return (
    <Popover
      title={title}
      trigger={
        <Button variant="plain" className={styles.policy} aria-label={title}>
          {t('board.column.policy')}
        </Button>
      }
    >
      <p className={styles.policyText} dir="auto">
        {policy}
      </p>
    </Popover>
  );
}
