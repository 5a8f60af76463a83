'use client';

import type { PressureReason } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import styles from './door-state.module.css';

const shownAtFirst = 3;

/** Why a team is as full as it is: the first reasons, and the others for who wants to know. */
export function Reasons({ because }: { because: PressureReason[] }) {
  const [isWhole, setWhole] = useState(false);
  const more = because.length - shownAtFirst;
  const shown = isWhole || more === 1 ? because : because.slice(0, shownAtFirst);
  return (
    <div className={styles.because}>
      <ul>
        {shown.map(({ code, text }) => (
          <li key={code + text}>{text}</li>
        ))}
      </ul>
      {shown.length < because.length && (
        <Button variant="plain" size="small" className={styles.more ?? ''} onPress={() => setWhole(true)}>
          and {more} more
        </Button>
      )}
    </div>
  );
}
