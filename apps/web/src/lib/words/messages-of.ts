import { isLanguage, type Language, type Messages } from '@weir/words';
import { preload } from 'react-dom';
import { passedOrOnline } from '../browser/passed-or-online';
import { fileOf } from './file-of';
import { version, type WordedPage, type WordedPart } from './generated/names';

type Name = WordedPage | WordedPart | 'all';
/** The server has no such texts: probably it runs a newer version. */
export class TextsMissing extends Error {}

type Tree = { [name: string]: Tree | string };

const known = new Map<Language, Messages>();
const loading = new Map<string, Promise<void>>();
const shown = new Map<string, Promise<void>>();
const [firstPause, longestPause] = [1_000, 30_000];
// The server draws every page of every reader. In development the texts of a page change while it is open.
let needsAll = typeof window === 'undefined' || process.env.NODE_ENV === 'development';

/** The texts of a language that are loaded. The object stays the same and gets more. */
export function messagesOf(language: Language): Messages {
  const messages = known.get(language) ?? ({} as Messages);
  known.set(language, messages);
  return messages;
}

/**
 * Loads the texts that the components of a page may show at once. The server's page has the browser load them before its scripts.
 * Each page has one promise, which is never rejected: otherwise React would render the page and fetch again, without end.
 */
export function loadWords(page: WordedPage, language: Language): Promise<void> {
  if (typeof window === 'undefined' && process.env.NODE_ENV === 'production')
    preload(addressOf(page, language), { as: 'fetch', crossOrigin: 'anonymous' });
  const key = `${language} ${page}`;
  const texts = shown.get(key) ?? untilLoaded(page, language);
  shown.set(key, texts);
  return texts;
}

async function untilLoaded(page: WordedPage, language: Language): Promise<void> {
  for (let pause = firstPause; ; pause = Math.min(longestPause, pause * 2))
    try {
      return await load(page, language);
    } catch {
      await passedOrOnline(pause);
    }
}

/** What a page loads later, with the texts for it: all, in one file that the browser loads once. */
export async function withAllWords<Module>(later: Promise<Module>): Promise<Module> {
  needsAll = true;
  const [module] = await Promise.all([later, loadShown('all')]);
  return module;
}

/** What is used rarely, with its own texts only. `part` is the module's path in `src`. */
export async function withWordsOf<Module>(part: WordedPart, later: Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([later, loadShown(part)]);
  return module;
}

/** In the language of the page that is shown. */
async function loadShown(name: WordedPart | 'all'): Promise<void> {
  if (typeof document === 'undefined') return;
  const { lang } = document.documentElement;
  if (isLanguage(lang)) await load(name, lang);
}

function load(wanted: Name, language: Language): Promise<void> {
  const name = needsAll ? 'all' : wanted;
  const key = `${language} ${name}`;
  const before = loading.get(key);
  if (before) return before;
  const added = textsOf(name, language).then((texts) =>
    add(messagesOf(language) as unknown as Tree, texts as Tree),
  );
  loading.set(key, added);
  added.catch(() => loading.delete(key));
  return added;
}

/** Where the browser finds the texts of a page, layout or part. `complete-standalone.mjs` puts them there. */
function addressOf(name: Name, language: Language): string {
  return `/_next/static/words/${version}/${language}/${fileOf(name)}.json`;
}

async function textsOf(name: Name, language: Language): Promise<unknown> {
  if (typeof window === 'undefined' || process.env.NODE_ENV === 'development')
    return (await import('./generated/all')).all[language];
  const answer = await fetch(addressOf(name, language));
  if (!answer.ok) throw new TextsMissing(`No texts of ${name}: ${answer.status}`);
  return answer.json();
}

function add(tree: Tree, more: Tree): void {
  for (const [name, value] of Object.entries(more)) {
    const branch = tree[name] ?? {};
    const isText = typeof value === 'string' || Array.isArray(value);
    tree[name] = isText ? value : branch;
    if (!isText) add(branch as Tree, value);
  }
}

// The page can't start without them, so they are loaded as early as possible. `PageWords` names the pages.
if (typeof document !== 'undefined' && isLanguage(document.documentElement.lang)) {
  const { lang } = document.documentElement;
  void loadWords('/layout', lang);
  for (const { content } of document.querySelectorAll<HTMLMetaElement>('meta[name="weir-words"]'))
    void loadWords(content as WordedPage, lang);
}
