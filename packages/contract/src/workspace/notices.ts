import { noticeKinds, noticeVias, requestMails } from '@weir/domain';
import { z } from 'zod';
import { TimeOfDay } from '../intake/intake-policy.js';
import { Cursor, PageQuery } from '../values/lists.js';
import { BoardKey, BoardNumber, Id, Ref } from '../values/names.js';
import { Instant, TimeZone } from '../values/time.js';

export const NoticeKind = z.enum(noticeKinds).meta({ id: 'NoticeKind' });
export type NoticeKind = z.infer<typeof NoticeKind>;

/** A notice, as a title and a text; the e-mail has the same words. */
export const Notice = z
  .strictObject({
    id: Id,
    kind: NoticeKind,
    at: Instant,
    readAt: Instant.nullable(),
    board: z.strictObject({ key: BoardKey, name: z.string() }),
    /** The request it is about; null for notices about the intake, a card or a limit. */
    request: z.strictObject({ number: BoardNumber, ref: Ref, title: z.string() }).nullable(),
    /**
     * The card it is about; null if the reader's role can no longer read boards. `comment` is the comment that it is about;
     * null: it is about the card or its description.
     */
    card: z
      .strictObject({ number: BoardNumber, ref: Ref, title: z.string(), comment: Id.nullable() })
      .nullable(),
    /** The column with a free slot that it is about; null if it was removed, or the reader's role can no longer read boards. */
    column: z.strictObject({ id: Id, name: z.string() }).nullable(),
    title: z.string(),
    text: z.string(),
  })
  .meta({ id: 'Notice' });
export type Notice = z.infer<typeof Notice>;

/**
 * The caller's own notices in a workspace, newest first. `unread` counts all of theirs; `mail`: whether this
 * server sends e-mail.
 */
export const NoticeList = z
  .strictObject({
    items: z.array(Notice),
    nextCursor: Cursor.nullable(),
    unread: z.int().min(0),
    mail: z.boolean(),
  })
  .meta({ id: 'NoticeList' });
export type NoticeList = z.infer<typeof NoticeList>;

export const NoticeQuery = PageQuery.extend({ state: z.enum(['unread']).optional() });
export type NoticeQuery = z.infer<typeof NoticeQuery>;

/** Marks these notices read, or all of the caller's if none is named. */
export const MarkNoticesRead = z
  .strictObject({ ids: z.array(Id).min(1).max(200).optional() })
  .meta({ id: 'NoticesRead' });
export type MarkNoticesRead = z.infer<typeof MarkNoticesRead>;

export const UnreadNotices = z.strictObject({ unread: z.int().min(0) }).meta({ id: 'UnreadNotices' });
export type UnreadNotices = z.infer<typeof UnreadNotices>;

/**
 * When the caller gets mail of new requests that they may answer: one for each at once, one an hour or one a day for all
 * that came and still wait, or none. They appear in the app at once in any case.
 */
export const RequestMails = z.enum(requestMails).meta({ id: 'RequestMails' });
export type RequestMails = z.infer<typeof RequestMails>;

/** The caller's own, in this workspace. `digestMails`: whether they get the weekly digest of its boards by e-mail. */
export const NoticeSettings = z
  .strictObject({ requestMails: RequestMails, digestMails: z.boolean() })
  .meta({ id: 'NoticeSettings' });
export type NoticeSettings = z.infer<typeof NoticeSettings>;

/** Only the given fields change. */
export const NoticeSettingsChange = NoticeSettings.partial().meta({ id: 'NoticeSettingsChange' });
export type NoticeSettingsChange = z.infer<typeof NoticeSettingsChange>;

const Via = z.enum(noticeVias).meta({ id: 'NoticeVia' });
/** The app always shows these notices, because somebody waits for a reaction, or the caller asked for each of them. */
const ShownVia = z.enum(['mail', 'app']).meta({ id: 'ShownNoticeVia' });

/**
 * How the caller wants their notices, in all workspaces: `mail` is in the app and by e-mail. `comments` and `blocks` are those
 * of cards that they watch, `dueDates` those of cards and checklist items that they work on, `overrides` those by others on boards that they manage.
 * `requests`: answers to their requests and progress of the work. `messages`: messages to them about a request. `deadlines`:
 * answers that are due soon or overdue, and changes to an intake. `slots`: free slots in columns for which they wait.
 */
export const NoticeChoices = z
  .strictObject({
    assigned: Via,
    mentioned: Via,
    comments: Via,
    blocks: Via,
    dueDates: Via,
    overrides: Via,
    requests: ShownVia,
    messages: ShownVia,
    deadlines: ShownVia,
    slots: ShownVia,
  })
  .meta({ id: 'NoticeChoices' });
export type NoticeChoices = z.infer<typeof NoticeChoices>;

/** Only the given topics change. */
export const NoticeChoicesChange = NoticeChoices.partial().meta({ id: 'NoticeChoicesChange' });
export type NoticeChoicesChange = z.infer<typeof NoticeChoicesChange>;

/**
 * Which notices the caller gets on the devices where they switched them on, in all workspaces. A topic that is `off` in
 * NoticeChoices has no notices. `newRequests`: those that they may answer.
 */
export const PushChoices = z
  .strictObject({
    assigned: z.boolean(),
    mentioned: z.boolean(),
    comments: z.boolean(),
    blocks: z.boolean(),
    dueDates: z.boolean(),
    overrides: z.boolean(),
    requests: z.boolean(),
    messages: z.boolean(),
    deadlines: z.boolean(),
    slots: z.boolean(),
    newRequests: z.boolean(),
  })
  .meta({ id: 'PushChoices' });
export type PushChoices = z.infer<typeof PushChoices>;

/** Only the given topics change. */
export const PushChoicesChange = PushChoices.partial().meta({ id: 'PushChoicesChange' });
export type PushChoicesChange = z.infer<typeof PushChoicesChange>;

/** When the caller gets no notices by email or on their devices. They can include midnight. */
export const QuietHours = z
  .strictObject({ from: TimeOfDay, until: TimeOfDay })
  .refine(({ from, until }) => from !== until, { error: 'quietHoursEmpty', path: ['until'] })
  .meta({ id: 'QuietHours' });

/**
 * When the caller gets notices by email, in all workspaces. The app shows them at once. Quiet hours also count for devices, which
 * get one message of all that came. `daily`: one email a day, at 08:00.
 * `timeZone`: the zone of these times, which is the account's if it has one. Null: the caller has not chosen times.
 */
export const NoticeMailTimes = z
  .strictObject({ quietHours: QuietHours.nullable(), daily: z.boolean(), timeZone: TimeZone.nullable() })
  .meta({ id: 'NoticeMailTimes' });
export type NoticeMailTimes = z.infer<typeof NoticeMailTimes>;

/** `timeZone` is used if the account has none. */
export const ChooseNoticeMailTimes = z
  .strictObject({ quietHours: QuietHours.nullable(), daily: z.boolean(), timeZone: TimeZone })
  .meta({ id: 'ChooseNoticeMailTimes' });
export type ChooseNoticeMailTimes = z.infer<typeof ChooseNoticeMailTimes>;
