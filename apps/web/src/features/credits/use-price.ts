'use client';

import { useQuery } from '@tanstack/react-query';
import type { BoardPrice, ClassOfService } from '@weir/contract';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';

/** The price of a request to the current board for the reader; null while it is unknown, and if nothing is charged. */
export function usePrice(): ChargedPrice | null {
  const { slug } = useWorkspace();
  const { data } = useQuery(reading<BoardPrice>(creditPaths.price(slug, useBoardKey())));
  return data && isCharged(data) ? data : null;
}

export type ChargedPrice = BoardPrice & { price: number };

function isCharged(price: BoardPrice): price is ChargedPrice {
  return price.state === 'charged' && price.price !== null;
}

/** The price of a request of a class; null if it is free. */
export function priceOf(price: ChargedPrice | null, classOfService: ClassOfService): number | null {
  return price && !price.freeClasses.includes(classOfService) ? price.price : null;
}
