'use client';

import { useEffect, useState } from 'react';
import { onAnnounce } from '@/lib/announce';
import { VisuallyHidden } from '../layout/visually-hidden';

/** Where announcements are spoken; once, in the root layout. */
export function LiveRegion() {
  const [announcement, setAnnouncement] = useState({ sentence: '', turn: 0 });
  useEffect(
    () => onAnnounce((sentence) => setAnnouncement(({ turn }) => ({ sentence, turn: turn + 1 }))),
    [],
  );
  return (
    <VisuallyHidden>
      <span role="status" aria-live="polite">
        {/* A changed key makes the same sentence be heard twice. */}
        <span key={announcement.turn}>{announcement.sentence}</span>
      </span>
    </VisuallyHidden>
  );
}
