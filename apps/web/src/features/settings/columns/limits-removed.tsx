import type { Board } from '@weir/contract';
import { limitSubjectName } from '@weir/domain';
import { boundsText } from '@/features/limits/editor/limit-text';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../settings.module.css';
import type { Gone } from './removed-with-column';

/** Every limit that goes with something, by name: nothing is lost unsaid. */
export function LimitsGone({ board, gone: { limits, kept } }: { board: Board; gone: Gone }) {
  const t = useTranslations();
  return (
    <>
      {limits.length > 0 && (
        <div>
          <p>{limits.length === 1 ? 'This limit goes with it:' : 'These limits go with it:'}</p>
          <ul className={styles.gone}>
            {limits.map((limit) => (
              <li key={limit.id}>
                <b>{limitSubjectName(board, limit)}</b>, {boundsText(t, limit)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {kept.map(({ before, after }) => (
        <p key={before.id}>
          The limit of <b>{limitSubjectName(board, before)}</b> then counts {limitSubjectName(board, after)}.
        </p>
      ))}
    </>
  );
}
