'use client';

import { useEffect, useState } from 'react';
import { onAnnounce } from '@/lib/announce';
import { VisuallyHidden } from '../layout/visually-hidden';

/** Where announcements are spoken; once, in the root layout. */
export function LiveRegion() {
  const [said, setSaid] = useState({ sentence: '', turn: 0 });
  useEffect(() => onAnnounce((sentence) => setSaid(({ turn }) => ({ sentence, turn: turn + 1 }))), []);
  return (
    <VisuallyHidden>
      <span role="status" aria-live="polite">
        {/* A changed key makes the same sentence be heard twice. */}
        <span key={said.turn}>{said.sentence}</span>
      </span>
    </VisuallyHidden>
  );
}
