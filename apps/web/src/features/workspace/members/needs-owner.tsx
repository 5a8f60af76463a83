'use client';

import { Button } from '@/components/form/button';
import { DialogActions } from '@/components/overlay/dialog';

/** Of the last owner: neither leaves nor takes another role. */
export function NeedsOwner({ isMe, onClose }: { isMe: boolean; onClose: () => void }) {
  return (
    <>
      <p>
        A workspace needs an owner, and {isMe ? 'you are its' : 'this is its'} only one. Make somebody else an
        owner first.
      </p>
      <DialogActions>
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      </DialogActions>
    </>
  );
}
