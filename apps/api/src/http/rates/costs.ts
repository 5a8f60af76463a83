import { SetMetadata } from '@nestjs/common';

export const WEIGHT = Symbol('the weight of a write');

/** How many times as much as a simple write this one costs, because it does as much more. */
export const Costs = (weight: number) => SetMetadata(WEIGHT, weight);
