import { SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

const WEIGHT = Symbol('the weight of a call');

/** How many times as much as a simple read or write this one costs, because it does as much more. */
export const Costs = (weight: number) => SetMetadata(WEIGHT, weight);

type Sized = { method: string; rawBody?: Buffer };

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);
/** As many simple reads do as much work as a simple write. */
const pointsOfAWrite = 5;
const bytesOfAPart = 4096;

export function isRead({ method }: Pick<Sized, 'method'>): boolean {
  return reads.has(method);
}

/** The points of a call: one for a read, five for each 4 KB that a write begins, times the weight of its route. */
export function pointsOf(
  call: Sized,
  reflector: Reflector,
  handler: Parameters<Reflector['get']>[1],
): number {
  const weight = reflector.get<number | undefined>(WEIGHT, handler) ?? 1;
  if (isRead(call)) return weight;
  return weight * pointsOfAWrite * (1 + Math.floor((call.rawBody?.length ?? 0) / bytesOfAPart));
}
