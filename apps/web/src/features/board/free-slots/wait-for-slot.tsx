import type { Column } from '@weir/contract';
import { Button } from '@/components/form/button';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { useSlotChange } from './use-slot-change';
import styles from './wait-for-slot.module.css';

/** Offers to notify the person once when the full column has a free slot, or to take that back. */
export function WaitForSlot({ column }: { column: Column }) {
  const t = useTranslations();
  const { isOffered, isOn, call, announcement, refetch } = useSlotChange(column);
  const { isPending, problem, save } = useSave({ onSaved: refetch });
  if (!isOffered) return null;
  return (
    <div className={styles.wait}>
      {isOn && <p>{t('board.column.notifyMeOn', { column: column.name })}</p>}
      <Button
        size="small"
        {...(isOn && { variant: 'plain' as const })}
        isPending={isPending}
        onPress={() => void save(call, { announcement })}
      >
        {t(isOn ? 'board.column.dontNotifyMe' : 'board.column.notifyMe')}
      </Button>
      {problem && (
        <p className={styles.no} role="status">
          {problem.detail}
        </p>
      )}
    </div>
  );
}
