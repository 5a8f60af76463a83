'use client';

import { Button } from '@/components/button';
import { DialogActions } from '@/components/dialog';
import { ProblemNotice } from '@/components/problem-notice';
import type { AnyProblem } from '@/lib/api/result';

/** Asked once more before a limit goes. */
export function RemoveLimit({
  name,
  problem,
  isPending,
  onRemove,
  onKeep,
}: {
  name: string;
  problem: AnyProblem | null;
  isPending: boolean;
  onRemove: () => void;
  onKeep: () => void;
}) {
  return (
    <>
      <p>Without it {name} takes any number of cards, as far as no other limit holds them.</p>
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={onKeep}>Keep it</Button>
        <Button variant="danger" isPending={isPending} onPress={onRemove}>
          Remove the limit
        </Button>
      </DialogActions>
    </>
  );
}
