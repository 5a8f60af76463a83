'use client';

import { Dialog } from '@/components/dialog';
import styles from './shortcuts.module.css';

const keys: [string[], string][] = [
  [['↑', '↓', '←', '→'], 'From card to card'],
  [['Enter'], 'Open the card'],
  [['M'], 'Move the card: a list of places with their room'],
  [['[', ']'], 'Move it to the column, or the half of it, to the left, to the right'],
  [['Alt', '↑ ↓ ← →'], 'Move it up, down, left, right'],
  [['Alt', 'Shift', '↑ ↓'], 'Move it to the lane above, below'],
  [['B'], 'Block or unblock the card'],
  [['N'], 'New card'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This list'],
];

export function Shortcuts({ canEdit, onClose }: { canEdit: boolean; onClose: () => void }) {
  const shown = canEdit ? keys : keys.filter(([[key]]) => ['↑', 'Enter', 'Esc', '?'].includes(key ?? ''));
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Keys"
      lead="They work while a card has the focus."
      size="small"
    >
      <dl className={styles.keys}>
        {shown.map(([names, what]) => (
          <div key={what}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
