'use client';

import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import styles from './keys.module.css';
import { switchShortcuts, useShortcutsOn } from './shortcuts';

const keys = [
  ['A', 'Accept'],
  ['D', 'Not now, ask again'],
  ['N', 'No'],
  ['J', 'The next request'],
  ['K', 'The one before'],
  ['Ctrl + Enter', 'Send the answer'],
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
