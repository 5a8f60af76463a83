import { beforeAll, beforeEach, expect } from '@jest/globals';
import type { CustomField } from '@weir/contract';
import type { Api } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Refused } from './faults.js';
import type { named } from './named-writes.js';

type Write = {
  method: 'POST' | 'PUT' | 'PATCH';
  path: string;
  body: Record<string, unknown>;
  who?: 'requester';
};

const template = {
  name: 'No capacity',
  kind: 'decline',
  reason: 'noCapacity',
  message: 'There is no room this quarter.',
};

/** A board with some of everything, and every write of it that takes a body. */
export function theWrites(api: Api): Writes {
  const writes = new Writes(api);
  beforeAll(() => writes.prepare());
  beforeEach(() => writes.look());
  return writes;
}

class Writes {
  board!: BoardUnderTest;
  /** A board of another workspace. */
  foreign!: BoardUnderTest;
  lane!: string;
  label!: string;
  private cardTemplate!: string;
  private recurringCard!: string;
  field!: CustomField;
  private limit!: string;
  private template!: string;
  private comment!: string;
  private items!: string[];
  /** The seq of the board before the test. */
  private seq!: number;

  constructor(private readonly api: Api) {}

  async prepare(): Promise<void> {
    const { manager } = this.api.people;
    this.board = await aBoard(this.api).called('HERE').column('Doing', { limit: 3 }).make();
    this.foreign = await aBoard(this.api).called('THERE').make('other');
    const { path } = this.board;
    this.lane = await this.board.lane('Lane');
    this.label = await this.board.label('Label');
    this.cardTemplate = await this.board.cardTemplate('Kept');
    this.recurringCard = await this.board.recurringCard('Kept');
    this.field = await this.board.field('Field', ['One', 'Two']);
    this.limit = (await this.board.column('Doing')).limit!.id;
    await this.board.cards('Ready', 2);
    await this.board.cards('Doing', 1);
    await this.board.ask();
    this.items = [await this.board.item(1, 'One'), await this.board.item(1, 'Two')];
    this.comment = (
      await manager.post<{ id: string }>(`${path}/cards/1/comments`, { text: 'Words' })
    ).body.id;
    this.template = (await manager.post<{ id: string }>(`${path}/intake/templates`, template)).body.id;
  }

  async look(): Promise<void> {
    ({ seq: this.seq } = await this.board.read());
  }

  async expectNothingChanged(): Promise<void> {
    expect((await this.board.read()).seq).toBe(this.seq);
  }

  send({ method, path, who }: Write, body: unknown, headers = {}): Promise<Refused> {
    return this.api.people[who ?? 'manager'].send(method, path, body, headers);
  }

  /** Every write with a valid body. */
  all(): Record<(typeof named)[number], Write> {
    const { api, board, lane, label, field, limit, comment, items, template: kept } = this;
    const here = { columnId: board.id('Ready') };
    const preset = {
      title: 'A card',
      description: 'Words',
      classOfService: 'standard',
      swimlaneId: lane,
      labelIds: [label],
      fields: { [field.id]: field.options[0]!.id },
      checklistItems: [{ text: 'A step' }],
    };
    const schedule = { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null };
    const recurring = { ...preset, ...here, schedule, whenFull: 'skip', active: true };
    const at = (path: string) => `${board.path}${path}`;
    const option = field.options[0]!.id;
    const inAWeek = new Date(api.clock.now().getTime() + 7 * 24 * 60 * 60 * 1000);
    const seen = { reason: 'The release cannot wait', limits: [{ id: limit, max: 3, load: 1 }] };
    const says = { reason: 'noCapacity', message: 'There is no room this quarter.' };
    return {
      'PATCH :board': {
        method: 'PATCH',
        path: at(''),
        body: {
          name: 'Here',
          archived: false,
          overrideBudget: 10,
          classPolicies: { standard: null },
          serviceLevels: { standard: { percent: 85, days: 12 } },
        },
      },
      'POST columns': {
        method: 'POST',
        path: at('/columns'),
        body: {
          name: 'More',
          kind: 'active',
          split: true,
          policy: 'Words',
          limit: { max: 2 },
          after: board.id('Doing'),
        },
      },
      'PATCH columns/:column': {
        method: 'PATCH',
        path: at(`/columns/${board.id('Doing')}`),
        body: { name: 'Doing', split: false, policy: '', limit: { max: 3 }, after: board.id('Ready') },
      },
      'POST swimlanes': { method: 'POST', path: at('/swimlanes'), body: { name: 'Lane two', before: lane } },
      'PATCH swimlanes/:swimlane': {
        method: 'PATCH',
        path: at(`/swimlanes/${lane}`),
        body: { name: 'Lane' },
      },
      'POST labels': { method: 'POST', path: at('/labels'), body: { name: 'Label two', colour: 'red' } },
      'PATCH labels/:label': {
        method: 'PATCH',
        path: at(`/labels/${label}`),
        body: { name: 'Label', colour: 'blue' },
      },
      'POST card-templates': {
        method: 'POST',
        path: at('/card-templates'),
        body: { name: 'Template', copyOf: 1, ...preset },
      },
      'PATCH card-templates/:cardTemplate': {
        method: 'PATCH',
        path: at(`/card-templates/${this.cardTemplate}`),
        body: { name: 'Kept', ...preset },
      },
      'POST recurring-cards': { method: 'POST', path: at('/recurring-cards'), body: recurring },
      'PATCH recurring-cards/:recurringCard': {
        method: 'PATCH',
        path: at(`/recurring-cards/${this.recurringCard}`),
        body: recurring,
      },
      'POST fields': {
        method: 'POST',
        path: at('/fields'),
        body: { name: 'Field two', kind: 'text', onCards: true, options: [], before: field.id },
      },
      'PATCH fields/:field': {
        method: 'PATCH',
        path: at(`/fields/${field.id}`),
        body: { name: 'Field', onCards: false },
      },
      'POST fields/:field/options': {
        method: 'POST',
        path: at(`/fields/${field.id}/options`),
        body: { name: 'Three', colour: 'red', after: option },
      },
      'PATCH fields/:field/options/:option': {
        method: 'PATCH',
        path: at(`/fields/${field.id}/options/${option}`),
        body: { name: 'One', colour: 'blue' },
      },
      'POST limits': {
        method: 'POST',
        path: at('/limits'),
        body: { scope: 'column', columnId: board.id('Done'), max: 3, min: 1, mode: 'warn' },
      },
      'PATCH limits/:limit': {
        method: 'PATCH',
        path: at(`/limits/${limit}`),
        body: { max: 3, min: null, mode: 'block' },
      },
      'POST cards': {
        method: 'POST',
        path: at('/cards'),
        body: {
          title: 'A card',
          description: 'Words',
          ...here,
          classOfService: 'standard',
          assigneeIds: [api.people.member.id],
          labelIds: [label],
          fields: { [field.id]: option },
          swimlaneId: lane,
          dueOn: '2027-01-31',
          copyOf: 1,
          checklistItems: [{ text: 'A step' }],
          override: seen,
        },
      },
      'PATCH cards/:number': {
        method: 'PATCH',
        path: at('/cards/1'),
        body: {
          title: 'A card',
          description: '',
          classOfService: 'standard',
          assigneeIds: [],
          labelIds: [],
          fields: { [field.id]: null },
          dueOn: null,
          override: seen,
        },
      },
      'PUT cards/:number/position': {
        method: 'PUT',
        path: at('/cards/1/position'),
        body: { ...here, before: 2, swimlaneId: lane, override: seen },
      },
      'PUT cards/:number/back': {
        method: 'PUT',
        path: at('/cards/3/back'),
        body: { reason: 'Later', message: 'Words', override: seen },
      },
      'PUT cards/:number/block': { method: 'PUT', path: at('/cards/3/block'), body: { reason: 'Stuck' } },
      'POST moves': {
        method: 'POST',
        path: at('/moves'),
        body: { moves: [{ card: 1, ...here, before: 2 }], override: seen },
      },
      'POST cards/:number/links': {
        method: 'POST',
        path: at('/cards/1/links'),
        body: { kind: 'relatesTo', board: this.board.key, card: 2 },
      },
      'POST cards/:number/checklist': {
        method: 'POST',
        path: at('/cards/1/checklist'),
        body: { items: [{ text: 'Words' }], before: items[0] },
      },
      'PATCH cards/:number/checklist/:item': {
        method: 'PATCH',
        path: at(`/cards/1/checklist/${items[0]}`),
        body: { text: 'One', done: false, before: items[1] },
      },
      'POST cards/:number/comments': {
        method: 'POST',
        path: at('/cards/1/comments'),
        body: { text: 'Words' },
      },
      'PATCH cards/:number/comments/:comment': {
        method: 'PATCH',
        path: at(`/cards/1/comments/${comment}`),
        body: { text: 'Words' },
      },
      'POST requests': {
        method: 'POST',
        path: at('/requests'),
        body: { title: 'A request', description: '', classOfService: 'standard', neededBy: '2027-01-31' },
        who: 'requester',
      },
      'PATCH requests/:number': {
        method: 'PATCH',
        path: at('/requests/1'),
        body: { title: 'A request', neededBy: null },
        who: 'requester',
      },
      'PUT requests/:number/answer': {
        method: 'PUT',
        path: at('/requests/1/answer'),
        body: { kind: 'defer', ...says, until: '2027-01-31' },
      },
      'POST requests/:number/messages': {
        method: 'POST',
        path: at('/requests/1/messages'),
        body: { body: 'How soon is it needed?', asks: false },
      },
      'POST intake/templates': {
        method: 'POST',
        path: at('/intake/templates'),
        body: { ...template, name: 'Another' },
      },
      'PATCH intake/templates/:template': {
        method: 'PATCH',
        path: at(`/intake/templates/${kept}`),
        body: template,
      },
      'PATCH intake': {
        method: 'PATCH',
        path: at('/intake'),
        body: { depth: 8, openPerRequester: 3, answerWithinHours: 72, timeZone: 'UTC' },
      },
      'PUT intake/gate': {
        method: 'PUT',
        path: at('/intake/gate'),
        body: { state: 'shut', reason: 'Moving house', until: inAWeek.toISOString() },
      },
    };
  }
}
