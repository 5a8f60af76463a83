import { isLanguage, type Language, type Messages } from '@weir/words';
import { all, pages, parts } from './generated/pages';

/** A page or layout whose client components show texts. */
export type WordedPage = keyof typeof pages;

type Tree = { [name: string]: Tree | string };

const known = new Map<Language, Messages>();
const loading = new Map<string, Promise<void>>();
// The server draws every page of every reader. In development the texts of a page change while it is open.
let needsAll = typeof window === 'undefined' || process.env.NODE_ENV === 'development';

/** The texts of a language that are loaded. The object stays the same and gets more. */
export function messagesOf(language: Language): Messages {
  const messages = known.get(language) ?? ({} as Messages);
  known.set(language, messages);
  return messages;
}

/** Loads the texts that the components of a page may show at once. */
export function loadWords(page: WordedPage, language: Language): Promise<void> {
  return needsAll ? load('all', all[language], language) : load(page, pages[page][language], language);
}

/** What a page loads later, with the texts for it: all, in one file that the browser loads once. */
export async function withAllWords<Module>(later: Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([later, loadAllWords()]);
  return module;
}

/** What is used rarely, with its own texts only. `part` is the module's path in `src`. */
export async function withWordsOf<Module>(part: keyof typeof parts, later: Promise<Module>): Promise<Module> {
  const [module] = await Promise.all([later, loadPartWords(part)]);
  return module;
}

async function loadPartWords(part: keyof typeof parts): Promise<void> {
  if (typeof document === 'undefined' || needsAll) return loadAllWords();
  const { lang } = document.documentElement;
  if (isLanguage(lang)) await load(part, parts[part][lang], lang);
}

async function loadAllWords(): Promise<void> {
  needsAll = true;
  if (typeof document === 'undefined') return;
  const { lang } = document.documentElement;
  if (isLanguage(lang)) await load('all', all[lang], lang);
}

function load(
  name: string,
  importTexts: () => Promise<{ texts: unknown }>,
  language: Language,
): Promise<void> {
  const key = `${language} ${name}`;
  const before = loading.get(key);
  if (before) return before;
  const added = importTexts().then(({ texts }) =>
    add(messagesOf(language) as unknown as Tree, texts as Tree),
  );
  loading.set(key, added);
  added.catch(() => loading.delete(key));
  return added;
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
    if (content in pages) void loadWords(content as WordedPage, lang);
}
