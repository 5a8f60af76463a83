import { z } from 'zod';
import { page } from '../values/lists.js';
import { Id, Person } from '../values/names.js';
import { line } from '../values/text.js';

/** A named group of members of a workspace. `members` are sorted by name. */
export const Team = z
  .strictObject({
    id: Id,
    /** Each change of the name or of the members counts as one. */
    version: z.int().min(1),
    name: z.string(),
    members: z.array(Person),
  })
  .meta({ id: 'Team' });
export type Team = z.infer<typeof Team>;

/** The oldest first. */
export const TeamList = page(Team).meta({ id: 'TeamList' });
export type TeamList = z.infer<typeof TeamList>;

/** Names differ within a workspace, whatever the case. */
const TeamName = line(60);

/** `memberIds`: members of the workspace, with whatever role. */
export const NewTeam = z
  .strictObject({
    name: TeamName,
    memberIds: z
      .array(Id)
      .max(200)
      .refine((ids) => new Set(ids).size === ids.length, { error: 'personTwice' })
      .optional(),
  })
  .meta({ id: 'NewTeam' });
export type NewTeam = z.infer<typeof NewTeam>;

export const TeamChange = z.strictObject({ name: TeamName }).meta({ id: 'TeamChange' });
export type TeamChange = z.infer<typeof TeamChange>;
