/** What the command says itself; titles and details come from the API, in the same language. */
export type Words = {
  finish(ref: string): string;
  swap(ref: string): string;
  putBack(ref: string): string;
  notEnough: string;
  tryAgain(duration: string, at: string): string;
  more(page: string): string;
  /** Each for one and for several. */
  units: Record<'day' | 'hour' | 'minute' | 'second', readonly [string, string]>;
};

const en: Words = {
  finish: (ref) => `Finish ${ref}`,
  swap: (ref) => `Swap with ${ref}`,
  putBack: (ref) => `Put back ${ref}`,
  notEnough: '(not enough by itself)',
  tryAgain: (duration, at) => `Try again in ${duration}, at ${at}.`,
  more: (page) => `More: ${page}`,
  units: {
    day: ['day', 'days'],
    hour: ['hour', 'hours'],
    minute: ['minute', 'minutes'],
    second: ['second', 'seconds'],
  },
};

const de: Words = {
  finish: (ref) => `${ref} fertigstellen`,
  swap: (ref) => `Mit ${ref} tauschen`,
  putBack: (ref) => `${ref} zurücklegen`,
  notEnough: '(reicht allein nicht)',
  tryAgain: (duration, at) => `Versuche es in ${duration} noch einmal, um ${at}.`,
  more: (page) => `Mehr dazu: ${page}`,
  units: {
    day: ['Tag', 'Tagen'],
    hour: ['Stunde', 'Stunden'],
    minute: ['Minute', 'Minuten'],
    second: ['Sekunde', 'Sekunden'],
  },
};

/** The words of a language that the API has too; else English, as the API’s. */
export function wordsOf(language: string): Words {
  return language === 'de' ? de : en;
}
