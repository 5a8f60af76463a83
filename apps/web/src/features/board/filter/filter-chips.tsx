import { useFormatter } from 'next-intl';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { useBoardZone } from '@/lib/context/board';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { chipsOf } from './chips';
import styles from './filter.module.css';
import { focusFilterMenu } from './filter-menu';

/** The choices of the filter but its text. A press takes one away. */
export function FilterChips() {
  const {
    board,
    filtering: { filter, teams, change },
  } = useBoardPage();
  const t = useTranslations();
  const dates = useDates();
  const format = useFormatter();
  const zone = useBoardZone();
  const chips = chipsOf(t, { ...board, teams }, filter, {
    day: (date) => dates.day(date, { zone }),
    number: (value) => format.number(value, { maximumFractionDigits: 4 }),
  });
  return (
    <ul className={styles.chips} aria-label={t('board.filter.chosen')}>
      {chips.map(({ id, name, without }) => (
        <li key={id}>
          <Button
            className={styles.chip}
            size="small"
            aria-label={t('board.filter.remove', { name })}
            onPress={() => {
              change(without);
              focusFilterMenu();
            }}
          >
            <span dir="auto">{name}</span> <Glyph name="close" size={12} />
          </Button>
        </li>
      ))}
    </ul>
  );
}
