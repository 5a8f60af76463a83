'use client';

import type { Column } from '@weir/contract';
import { Button } from '@/components/button';
import { Dialog, DialogActions } from '@/components/dialog';
import { ProblemNotice } from '@/components/problem-notice';
import { counted } from '@/features/intake/words';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useSaving } from './use-saving';

type Props = { workspace: string; boardKey: string; column: Column };

/** Removes an empty column. Cards are never moved along: while some stand there it is refused, and why. */
export function RemoveColumn({ workspace, boardKey, column: { id, name, load } }: Props) {
  const saving = useSaving(workspace, boardKey);
  const { problem } = saving;
  const remove = async (close: () => void) => {
    const isGone = await saving.save(
      () => api.delete(paths.column(workspace, boardKey, id)),
      `The column ${name} is removed`,
    );
    if (isGone) close();
  };
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={`Remove ${name}?`}
      onOpenChange={() => saving.touch()}
      trigger={
        <Button variant="plain" aria-label={`Remove ${name}`}>
          Remove
        </Button>
      }
    >
      {(close) => (
        <>
          {problem ? (
            <ProblemNotice problem={problem}>
              {problem.code === 'column-not-empty' && (
                <p>
                  {counted(problem.cards, 'card')} must leave {name} first, archived and delivered ones
                  included: move them to another column.
                </p>
              )}
            </ProblemNotice>
          ) : (
            <p>
              Its limit goes with it.{' '}
              {load > 0 && 'Cards stand in it, so it will be refused until they have left.'}
            </p>
          )}
          <DialogActions>
            <Button onPress={close}>{problem ? 'Close' : 'Keep it'}</Button>
            {!problem && (
              <Button variant="danger" isPending={saving.isPending} onPress={() => remove(close)}>
                Remove
              </Button>
            )}
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
