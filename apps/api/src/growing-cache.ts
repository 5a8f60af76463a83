import { LRUCache } from 'lru-cache';

/**
 * Remembers a bounded number of values and forgets the one that was used longest ago. It grows with what it remembers: with `max`, the
 * library reserves the memory of all entries at once.
 */
export function growingCache<Value extends {}>(most: number): LRUCache<string, Value> {
  return new LRUCache({ maxSize: most, sizeCalculation: () => 1 });
}
