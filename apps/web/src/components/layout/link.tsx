'use client';

import NextLink from 'next/link';
import { type ComponentProps, useState } from 'react';

/**
 * A link to a page of the app. The page is prefetched when somebody points at the link or focuses it. By default Next prefetches
 * each link on the screen: opening one page would make the server draw ten others.
 */
export function Link({
  onPointerEnter,
  onFocus,
  onTouchStart,
  ...rest
}: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  const [isAimedAt, setAimedAt] = useState(false);
  return (
    <NextLink
      {...rest}
      prefetch={isAimedAt ? null : false}
      onPointerEnter={(event) => {
        setAimedAt(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setAimedAt(true);
        onFocus?.(event);
      }}
      onTouchStart={(event) => {
        setAimedAt(true);
        onTouchStart?.(event);
      }}
    />
  );
}
