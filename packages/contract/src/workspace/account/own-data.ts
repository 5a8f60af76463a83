import { z } from 'zod';

/** Instants and ids are texts, and lists are oldest first. */
const rows = z.array(z.looseObject({}));

/**
 * What Weir keeps about a person. A board is named as `workspace/KEY`. Texts of others are not in it; nor are secrets, such as
 * password hashes.
 */
export const OwnData = z
  .strictObject({
    account: z.looseObject({ id: z.string(), email: z.string(), name: z.string() }),
    /** Their picture: its type, when it was uploaded, and its content in base64. Null without one. */
    avatar: z.strictObject({ type: z.string(), at: z.string(), content: z.string() }).nullable(),
    signIn: z.looseObject({}),
    memberships: rows,
    /** Where they are a member now, since `at`. */
    teams: rows,
    invitations: rows,
    settings: z.looseObject({}),
    requests: rows,
    /** The ledger of their credits. */
    credits: rows,
    messages: rows,
    answers: rows,
    comments: rows,
    cards: rows,
    attachments: rows,
    notices: rows,
    /** How many events on each board were caused by them. */
    events: rows,
    mails: rows,
  })
  .meta({ id: 'OwnData' });
export type OwnData = z.infer<typeof OwnData>;
