/** A new maximum for an active column, or for the board (`columnId` null). */
export type WantedLimit = { columnId: string | null; max: number };

/** `was` null: there was no limit. */
export type TriedLimit = WantedLimit & { limit: string; was: number | null };
