import type { ImportPlan, ImportSource } from '@weir/contract';
import { Checkbox } from '@/components/choice/checkbox';
import { TextField } from '@/components/form/text-field';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './imports.module.css';

type Target = Extract<ImportPlan['target'], { kind: 'boards' }>;
type Props = {
  boards: NonNullable<ImportSource['boards']>;
  target: Target;
  /** Why the plan was refused. */
  problem: AnyProblem | null;
  onChange: (target: Target) => void;
};

/** The boards of an exported workspace: which of them come, and under which key. */
export function BoardsPlan({ boards, target, problem, onChange }: Props) {
  const t = useTranslations();
  const faults = problem && 'errors' in problem ? problem.errors : [];
  const change = (ref: string, key: string | null) =>
    onChange({ ...target, boards: [...target.boards.filter((each) => each.ref !== ref), { ref, key }] });
  return (
    <ul className={styles.pairs}>
      {boards.map(({ ref, key, name, cards, requests, isArchived }) => {
        const at = target.boards.findIndex((each) => each.ref === ref);
        const wanted = target.boards[at]?.key ?? null;
        return (
          <li key={ref}>
            <span>
              <Checkbox
                isSelected={wanted !== null}
                onChange={(isWanted) => change(ref, isWanted ? key : null)}
              >
                {name}
              </Checkbox>
              <span className={styles.soft}>
                {t('imports.boards.has', { cards, requests, archived: String(isArchived) })}
              </span>
            </span>
            {wanted !== null && (
              <TextField
                label={t('workspace.newBoard.key')}
                value={wanted}
                error={faults.find(({ path }) => path === `target.boards.${at}.key`)?.message}
                onChange={(next) => change(ref, next.toUpperCase().slice(0, 10))}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
