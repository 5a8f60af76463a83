/**
 * What a person chooses about their notices. Each topic is some kinds of notices, as weir.notice_topic says; new requests have
 * a choice of their own.
 */
export const noticeTopics = [
  'assigned',
  'mentioned',
  'comments',
  'blocks',
  'dueDates',
  'overrides',
  'slots',
  'requests',
  'messages',
  'deadlines',
] as const;
export type NoticeTopic = (typeof noticeTopics)[number];

/** `mail`: in the app and by e-mail; `app`: in the app only. */
export const noticeVias = ['mail', 'app', 'off'] as const;
export type NoticeVia = (typeof noticeVias)[number];

/** Somebody waits for a reaction to these, or asked for each of them, so they are always in the app. */
const alwaysInApp: readonly NoticeTopic[] = ['requests', 'messages', 'deadlines', 'slots'];

/** How the notices of a topic can come. */
export function viasOf(topic: NoticeTopic): readonly NoticeVia[] {
  return alwaysInApp.includes(topic) ? noticeVias.filter((via) => via !== 'off') : noticeVias;
}

/** The topics of notices on devices, which a person can switch. New requests are for people who may answer them. */
export const pushTopics = [...noticeTopics, 'newRequests'] as const;
export type PushTopic = (typeof pushTopics)[number];
