import type { WayOut } from '@weir/domain';

export const noneEnough = 'One step of several: none of these is enough by itself.';

/** Every way out makes some room, and more must follow. */
export function isNoneEnough(options: readonly WayOut[]): boolean {
  return options.every(({ suffices }) => !suffices);
}
