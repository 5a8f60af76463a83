'use client';

import { useEffect, useState } from 'react';
import { VisuallyHidden } from './visually-hidden';

const name = 'weir:announce';

/** Says a sentence to screen readers: what has just happened and can't be heard otherwise. */
export function announce(sentence: string): void {
  window.dispatchEvent(new CustomEvent(name, { detail: sentence }));
}

/** Where announcements are spoken; once, in the root layout. */
export function LiveRegion() {
  const [said, setSaid] = useState({ sentence: '', turn: 0 });
  useEffect(() => {
    const hear = (event: Event) =>
      setSaid(({ turn }) => ({ sentence: (event as CustomEvent<string>).detail, turn: turn + 1 }));
    window.addEventListener(name, hear);
    return () => window.removeEventListener(name, hear);
  }, []);
  return (
    <VisuallyHidden>
      <span role="status" aria-live="polite">
        {/* A changed key makes the same sentence be heard twice. */}
        <span key={said.turn}>{said.sentence}</span>
      </span>
    </VisuallyHidden>
  );
}
