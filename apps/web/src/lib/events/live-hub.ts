import { openStream } from './board-stream';
import { LiveHub } from './event-hub';

/** The hub of this tab. */
export const hub = new LiveHub(openStream);
