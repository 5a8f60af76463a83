import { createDates, type Dates, type DatesOptions } from '@weir/words';

const noBreak = '\u00a0';

/** As `createDates`, for a page: a short date does not break within, an instant only before its time. */
export function pageDates(options: DatesOptions): Dates {
  const dates = createDates(options);
  return {
    ...dates,
    // A long day may also be in a text that is stored.
    day: (date, how) => (how?.long ? dates.day(date, how) : together(dates.day(date, how))),
    dayOf: (at, zone) => together(dates.dayOf(at, zone)),
    shortDay: (date, zone) => together(dates.shortDay(date, zone)),
    instant: (at, zone) => dates.instant(at, zone).replace(/ (?!\d{1,2}:)/g, noBreak),
  };
}

const together = (text: string) => text.replaceAll(' ', noBreak);
