'use client';

import { useRouter } from 'next/navigation';
import type { ComponentProps, MouseEvent, SyntheticEvent } from 'react';
import { openAtOnce, opensAtOnce } from '@/lib/pages/page-opener';

/**
 * A link to a page of the app, which is prefetched when somebody points at the link or focuses it. Next's own component
 * also watches which links are on the screen, and would be 3 kB of every page.
 */
export function Link({
  href,
  onClick,
  onPointerEnter,
  onFocus,
  onTouchStart,
  ...rest
}: ComponentProps<'a'> & { href: string }) {
  const router = useRouter();
  const prefetch = ({ currentTarget }: SyntheticEvent<HTMLAnchorElement>) => {
    if (isOfApp(currentTarget) && !opensAtOnce(href)) router.prefetch(href);
  };
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || !opensHere(event)) return;
        event.preventDefault();
        if (!openAtOnce(href)) router.push(href);
      }}
      onPointerEnter={(event) => {
        prefetch(event);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        prefetch(event);
        onFocus?.(event);
      }}
      onTouchStart={(event) => {
        prefetch(event);
        onTouchStart?.(event);
      }}
    />
  );
}

/** Whether the app opens the page. The browser opens new tabs and windows, downloads, and other sites. */
export function opensHere(event: MouseEvent<HTMLAnchorElement>): boolean {
  const link = event.currentTarget;
  const hasModifier = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  const isInPlace = !link.target || link.target === '_self';
  return event.button === 0 && !hasModifier && isInPlace && !link.hasAttribute('download') && isOfApp(link);
}

function isOfApp({ origin }: HTMLAnchorElement): boolean {
  return origin === location.origin;
}
