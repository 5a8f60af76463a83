'use client';

import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';
import { kindLabels } from '../words';
import type { AnswerKind } from './answer-draft';
import styles from './keys.module.css';
import { switchShortcuts, useShortcutsOn } from './shortcuts';

/** The answers in the order in which they are offered, each with its key. */
export const answerKeys: readonly (readonly [kind: AnswerKind, key: string])[] = [
  ['accept', 'A'],
  ['trade', 'T'],
  ['defer', 'D'],
  ['decline', 'N'],
  ['duplicate', 'U'],
  ['redirect', 'R'],
];

const keys = [
  ...answerKeys.map(([kind, key]) => [key, kindLabels[kind]] as const),
  ['Q', 'Ask a question, and stop the clock'],
  ['J', 'The next request'],
  ['K', 'The one before'],
  ['X', 'Choose it, or not, for one “not now” to several'],
  ['Shift + J, K', 'Choose on to the next, or back'],
  ['B', 'Write to all that are chosen'],
  ['Ctrl + Enter', 'Send the answer'],
  ['Escape', 'Out of a field, back to the answers'],
] as const;

/** The keys of this page, and the switch that turns the single ones off. */
export function ShortcutKeys() {
  const isOn = useShortcutsOn();
  return (
    <Dialog
      title="Keys"
      size="small"
      trigger={
        <Button variant="plain" size="small" className={styles.trigger ?? ''}>
          Keys
        </Button>
      }
    >
      <dl className={styles.keys}>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Button onPress={() => switchShortcuts(!isOn)}>
        {isOn ? 'Turn the single keys off' : 'Turn the single keys on'}
      </Button>
    </Dialog>
  );
}
