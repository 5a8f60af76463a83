'use client';

import { useState } from 'react';
import { type Picked, pickedTo, toggled } from '../queue/bulk/picking';

/** Which requests are chosen for one answer; `pick` with `isRange` chooses on from where one was chosen last. */
export function usePicking(list: readonly number[]) {
  const [picked, setPicked] = useState<Picked>(new Set());
  const [anchor, setAnchor] = useState<number | null>(null);
  return {
    picked,
    pick(number: number, isRange = false) {
      setPicked((now) => (isRange ? pickedTo(now, list, anchor, number) : toggled(now, number)));
      setAnchor(number);
    },
    add(numbers: readonly number[]) {
      setPicked((now) => new Set([...now, ...numbers]));
      setAnchor(numbers.at(-1) ?? null);
    },
    clear() {
      setPicked(new Set());
      setAnchor(null);
    },
  };
}
