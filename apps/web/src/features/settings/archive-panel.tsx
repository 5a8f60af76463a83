'use client';

import type { Board } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { counted } from '@/features/requests/words';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import styles from './settings.module.css';

type Props = { board: Board };

/** Archives a board and restores it. Nothing of it is lost. */
export function ArchivePanel({ board }: Props) {
  const router = useRouter();
  const path = paths.board(useWorkspace().slug, board.key);
  const saving = useSave({ onSaved: useRenewBoard() });
  const { archivedAt, name, intake } = board;
  const set = async (archived: boolean) => {
    const said = archived ? `${name} is archived` : `${name} is restored`;
    const isDone = await saving.save(() => api.patch(path, { archived }), { said });
    if (isDone) router.refresh();
    return isDone;
  };
  if (archivedAt)
    return (
      <Panel title="Restore this board">
        <p className={styles.lead}>
          Archived <Instant at={archivedAt} />. Restored, it is as it was.
        </p>
        {saving.problem && <ProblemNotice problem={saving.problem} />}
        <Button isPending={saving.isPending} onPress={() => set(false)}>
          Restore {name}
        </Button>
      </Panel>
    );
  return (
    <Panel title="Archive this board">
      <p className={styles.lead}>
        It can still be read; nothing on it changes and nobody can ask. You can restore it.
      </p>
      <Dialog
        size="small"
        role="alertdialog"
        title={`Archive ${name}?`}
        trigger={<Button variant="danger">Archive {name}…</Button>}
      >
        {(close) => (
          <>
            <p>
              {intake.waiting > 0 &&
                `${counted(intake.waiting, 'request')} still ${intake.waiting === 1 ? 'waits' : 'wait'} for an answer, and nobody can give one while it is archived. `}
              It leaves the list of boards.
            </p>
            {saving.problem && <ProblemNotice problem={saving.problem} />}
            <DialogActions>
              <Button onPress={close}>Keep it</Button>
              <Button
                variant="danger"
                isPending={saving.isPending}
                onPress={async () => (await set(true)) && close()}
              >
                Archive
              </Button>
            </DialogActions>
          </>
        )}
      </Dialog>
    </Panel>
  );
}
