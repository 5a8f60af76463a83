import type { Words } from '@weir/words';
import ical, { ICalEventTransparency } from 'ical-generator';
import type { CalendarEntry } from './calendar-feeds.repository.js';

/** How often calendars are asked to read the feed again. */
const secondsBetweenReads = 60 * 60;

/**
 * The entries as iCalendar (RFC 5545). Dates are days of the board’s calendar wherever their reader is; instants are in UTC,
 * which every calendar shows in its own zone. Nothing in it depends on the time of reading, so its ETag changes only with it.
 */
export function calendarText(
  entries: readonly CalendarEntry[],
  { name, webUrl, words: { t } }: { name: string; webUrl: string; words: Words },
): string {
  const calendar = ical({
    name: t('calendarFeed.name', { workspace: name }),
    prodId: { company: 'weir', product: 'weir', language: 'EN' },
    ttl: secondsBetweenReads,
  });
  for (const { kind, id, version, boardKey, boardName, number, title, day, at, since } of entries) {
    const isCard = kind === 'cardDue';
    const ref = `${boardKey}-${isCard ? '' : 'R'}${number}`;
    calendar.createEvent({
      id: `${id}.${kind}@weir`,
      sequence: version,
      stamp: since,
      summary: t(`calendarFeed.entries.${kind}`, { ref, title }),
      description: boardName,
      url: `${webUrl}/${boardKey}/${isCard ? 'cards' : 'requests'}/${number}`,
      ...(day === null ? { start: at as Date } : { start: day, allDay: true }),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}
