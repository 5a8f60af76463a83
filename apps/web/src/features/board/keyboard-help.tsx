'use client';

import { Glyph } from '@/components/icon/glyph';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { Dialog } from '@/components/overlay/dialog';
import styles from './keyboard-help.module.css';

const keys: [string[], string][] = [
  [['up', 'down', 'left', 'right'], 'From card to card'],
  [['Enter'], 'Open the card'],
  [['M'], 'Move the card: a list of places with their room'],
  [['[', ']'], 'Move it one place to the left, to the right: a column, or a half of one'],
  [['Alt', 'up', 'down', 'left', 'right'], 'Move it up, down, left, right'],
  [['Alt', 'Shift', 'up', 'down'], 'Move it to the lane above, below'],
  [['B'], 'Block or unblock the card'],
  [['N'], 'New card'],
  [['Esc'], 'Close what is open'],
  [['?'], 'This list'],
];

// Drawn, for not every machine has a letter for each.
const arrows = new Set(['up', 'down', 'left', 'right']);

export function KeyboardHelp({ canEdit, onClose }: { canEdit: boolean; onClose: () => void }) {
  const shown = canEdit ? keys : keys.filter(([[key]]) => ['up', 'Enter', 'Esc', '?'].includes(key ?? ''));
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
                <Key key={name} name={name} />
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function Key({ name }: { name: string }) {
  if (!arrows.has(name)) return <kbd>{name}</kbd>;
  return (
    <kbd data-arrow={name}>
      <Glyph name="onward" size={12} />
      <VisuallyHidden>arrow {name}</VisuallyHidden>
    </kbd>
  );
}
