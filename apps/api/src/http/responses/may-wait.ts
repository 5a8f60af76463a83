import { SetMetadata } from '@nestjs/common';

export const MAY_WAIT = Symbol('seconds that it may wait');

/** For a route that waits for something to happen before it answers: at most this many seconds. */
export const MayWait = (seconds: number) => SetMetadata(MAY_WAIT, seconds);
