import { createHash } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { can, type Language } from '@weir/contract';
import { defaultLanguage, isLanguage } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { Clock } from '../clock.js';
import { ENV, type Env } from '../env.js';
import { errorText } from '../error-text.js';
import { networkOf } from '../http/network.js';
import { Rate } from '../http/rates/rate.js';
import { ok, type Result, refuse } from '../result.js';
import { CalendarFeedsRepository, type FeedReader } from './calendar-feeds.repository.js';
import { calendarText } from './calendar-text.js';
import { FeedSecrets } from './feed-secrets.js';

/** Calendars on the web read the feeds of all their people from a few networks. Each instance counts by itself. */
const readsPerMinuteAndNetwork = 1200;

export type Calendar = { text: string; etag: string; language: Language; name: string };

/** The feeds as calendars read them. Who the link belongs to, and what they may read, is looked up on every read. */
@Injectable()
export class CalendarsService {
  private readonly log = new Logger('Calendars');
  private readonly reads = new Rate(readsPerMinuteAndNetwork);

  constructor(
    private readonly repository: CalendarFeedsRepository,
    private readonly secrets: FeedSecrets,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** 404 for every token that opens nothing, whatever it once opened; 429 for a network that reads too often. */
  async read(token: string, ip: string): Promise<Result<Calendar>> {
    const now = this.clock.now();
    const retryAfterSeconds = this.reads.take(networkOf(ip), 1, now.getTime());
    if (retryAfterSeconds > 0) return refuse('rate-limited', { retryAfterSeconds }, { key: 'calendarsRead' });
    const named = this.secrets.read(token);
    const reader = named && (await this.repository.readerOf(named));
    if (!reader) return refuse('not-found');
    const { role, slug } = reader;
    const may = { readBoards: can(role, 'readBoards'), answer: can(role, 'answerRequests') };
    const entries = await this.repository.entries(reader, may, now);
    this.repository.noteRead(reader, now).catch((error: unknown) => {
      this.log.warn(`the reading of a calendar was not noted: ${errorText(error)}`);
    });
    const language = languageOf(reader);
    const webUrl = `${this.env.WEIR_WEB_URL.replace(/\/+$/, '')}/${slug}`;
    const text = calendarText(entries, { name: reader.name, webUrl, words: createWords(language) });
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
    return ok({ text, etag, language, name: `${slug}.ics` });
  }
}

function languageOf({ language }: FeedReader): Language {
  return isLanguage(language) ? language : defaultLanguage;
}
