'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';

/** Takes files that are dropped on an element. Returns whether some are held over it. */
export function useFileDrop(
  element: RefObject<HTMLElement | null>,
  onDrop: ((files: File[]) => void) | null,
): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  const isEnabled = onDrop !== null;
  useEffect(() => {
    const target = element.current;
    if (!target || !isEnabled) return;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && target.contains(relatedTarget))) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      latest.current?.([...(event.dataTransfer?.files ?? [])]);
    };
    const stop = new AbortController();
    const { signal } = stop;
    target.addEventListener('dragenter', over, { signal });
    target.addEventListener('dragover', over, { signal });
    target.addEventListener('dragleave', leave, { signal });
    target.addEventListener('drop', drop, { signal });
    return () => stop.abort();
  }, [element, isEnabled]);
  return isOver;
}
