import { readerFrom } from '@/lib/words/reader';
import { languageCookie, zoneCookie } from '@/lib/words/reader-cookies';

const jar = (cookies: Record<string, string>) => ({
  get: (name: string) => (name in cookies ? { value: cookies[name] as string } : undefined),
});
const chosen = jar({ [languageCookie]: 'de', [zoneCookie]: 'America%2FNew_York' });
const follows = { language: null, timeZone: null, theme: null };

test('a person’s settings take precedence over the cookies of the browser', () => {
  const settings = { language: 'en', timeZone: 'Asia/Tokyo', theme: null } as const;
  expect(readerFrom(chosen, 'de', settings)).toEqual({ language: 'en', timeZone: 'Asia/Tokyo', settings });
});

test('cookies take precedence over the browser’s languages, also for a person without settings', () => {
  for (const settings of [null, follows])
    expect(readerFrom(chosen, 'en', settings)).toEqual({
      language: 'de',
      timeZone: 'America/New_York',
      settings,
    });
});

test('a new browser gets a language that it accepts', () => {
  expect(readerFrom(jar({}), 'fr, de;q=0.8', null)).toEqual({
    language: 'de',
    timeZone: null,
    settings: null,
  });
});

test('an invalid cookie is ignored', () => {
  const odd = jar({ [languageCookie]: 'tlh', [zoneCookie]: 'Europe/Atlantis' });
  expect(readerFrom(odd, 'en', null)).toMatchObject({ language: 'en', timeZone: null });
  expect(readerFrom(jar({ [zoneCookie]: '%E0%A4%A' }), 'en', null)).toMatchObject({ timeZone: null });
});
