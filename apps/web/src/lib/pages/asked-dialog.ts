'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { replaceQuery } from './page-query';

const parameter = 'open';

type Asked = 'new-board' | 'invite';

/** The address that opens a dialog on its page. */
export const withDialog = (path: string, asked: Asked) => `${path}?${parameter}=${asked}`;

/** Whether a dialog is open, by its button or by the page's address, as a command of the palette opens it. */
export function useAskedDialog(asked: Asked): { isOpen: boolean; onOpenChange: (isOpen: boolean) => void } {
  const isAsked = useSearchParams().get(parameter) === asked;
  const [isOpen, setOpen] = useState(false);
  return {
    isOpen: isOpen || isAsked,
    onOpenChange: (wanted) => {
      setOpen(wanted);
      if (!wanted && isAsked) replaceQuery({ [parameter]: null });
    },
  };
}
