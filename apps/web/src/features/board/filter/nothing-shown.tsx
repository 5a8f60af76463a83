import { EmptyState } from '@/components/feedback/empty-state';
import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import styles from './filter.module.css';
import { focusFilterMenu } from './filter-menu';

/** Says that the filter hides every card of the board, and takes it away. */
export function NothingShown() {
  const { board, filtering } = useBoardPage();
  const t = useTranslations();
  const hidden = board.cards.filter(({ archivedAt }) => !archivedAt).length;
  return (
    <div className={styles.nothing}>
      <EmptyState
        title={t('board.filter.nothing')}
        action={
          <Button
            onPress={() => {
              filtering.clear();
              focusFilterMenu();
            }}
          >
            {t('board.filter.showAll')}
          </Button>
        }
      >
        {t('board.filter.hidden', { count: hidden })}
      </EmptyState>
    </div>
  );
}
