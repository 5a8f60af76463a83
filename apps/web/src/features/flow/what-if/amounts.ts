'use client';

import { type Estimate, WhatIfFigure } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useTranslations } from '@/lib/words/use-translations';

/** In the order of the table. */
export const figureNames = WhatIfFigure.options;

/** How the figures of a simulation are written: days and hours are whole, cards have one decimal. */
export function useAmounts() {
  const t = useTranslations();
  const format = useFormatter();
  const number = (figure: WhatIfFigure, value: number, signed = false) =>
    format.number(value, {
      maximumFractionDigits: isWhole(figure) ? 0 : 1,
      signDisplay: signed ? 'exceptZero' : 'auto',
    });
  return {
    amount: (figure: WhatIfFigure, value: number) => number(figure, value),
    /** “9 (7 to 11)” */
    span: (figure: WhatIfFigure, { value, low, high }: Estimate, { isDifference = false } = {}) =>
      t('whatIf.span', {
        value: number(figure, value, isDifference),
        low: number(figure, low, isDifference),
        high: number(figure, high, isDifference),
      }),
  };
}

function isWhole(figure: WhatIfFigure): boolean {
  return figure.startsWith('cycle') || figure.startsWith('answer');
}
