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
    const write = (
      method: Write['method'],
      path: string,
      body: Write['body'],
      who?: Write['who'],
    ): Write => ({
      method,
      path: `${board.path}${path}`,
      body,
      ...(who && { who }),
    });
    const option = field.options[0]!.id;
    const inAWeek = new Date(api.clock.now().getTime() + 7 * 24 * 60 * 60 * 1000);
    const seen = { reason: 'The release cannot wait', limits: [{ id: limit, max: 3, load: 1 }] };
    const says = { reason: 'noCapacity', message: 'There is no room this quarter.' };
    return {
      'PATCH :board': write('PATCH', '', {
        name: 'Here',
        archived: false,
        overrideBudget: 10,
        classPolicies: { standard: null },
        serviceLevels: { standard: { percent: 85, days: 12 } },
      }),
      'POST columns': write('POST', '/columns', {
        name: 'More',
        kind: 'active',
        split: true,
        policy: 'Words',
        limit: { max: 2 },
        after: board.id('Doing'),
      }),
      'PATCH columns/:column': write('PATCH', `/columns/${board.id('Doing')}`, {
        name: 'Doing',
        split: false,
        policy: '',
        limit: { max: 3 },
        after: board.id('Ready'),
      }),
      'POST swimlanes': write('POST', '/swimlanes', { name: 'Lane two', before: lane }),
      'PATCH swimlanes/:swimlane': write('PATCH', `/swimlanes/${lane}`, { name: 'Lane' }),
      'POST labels': write('POST', '/labels', { name: 'Label two', colour: 'red' }),
      'PATCH labels/:label': write('PATCH', `/labels/${label}`, { name: 'Label', colour: 'blue' }),
      'POST card-templates': write('POST', '/card-templates', { name: 'Template', copyOf: 1, ...preset }),
      'PATCH card-templates/:cardTemplate': write('PATCH', `/card-templates/${this.cardTemplate}`, {
        name: 'Kept',
        ...preset,
      }),
      'POST recurring-cards': write('POST', '/recurring-cards', recurring),
      'PATCH recurring-cards/:recurringCard': write(
        'PATCH',
        `/recurring-cards/${this.recurringCard}`,
        recurring,
      ),
      'POST fields': write('POST', '/fields', {
        name: 'Field two',
        kind: 'text',
        onCards: true,
        options: [],
        before: field.id,
      }),
      'PATCH fields/:field': write('PATCH', `/fields/${field.id}`, { name: 'Field', onCards: false }),
      'POST fields/:field/options': write('POST', `/fields/${field.id}/options`, {
        name: 'Three',
        colour: 'red',
        after: option,
      }),
      'PATCH fields/:field/options/:option': write('PATCH', `/fields/${field.id}/options/${option}`, {
        name: 'One',
        colour: 'blue',
      }),
      'POST limits': write('POST', '/limits', {
        scope: 'column',
        columnId: board.id('Done'),
        max: 3,
        min: 1,
        mode: 'warn',
      }),
      'PATCH limits/:limit': write('PATCH', `/limits/${limit}`, { max: 3, min: null, mode: 'block' }),
      'POST cards': write('POST', '/cards', {
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
      }),
      'PATCH cards/:number': write('PATCH', '/cards/1', {
        title: 'A card',
        description: '',
        classOfService: 'standard',
        assigneeIds: [],
        labelIds: [],
        fields: { [field.id]: null },
        dueOn: null,
        override: seen,
      }),
      'PUT cards/:number/position': write('PUT', '/cards/1/position', {
        ...here,
        before: 2,
        swimlaneId: lane,
        override: seen,
      }),
      'PUT cards/:number/back': write('PUT', '/cards/3/back', {
        reason: 'Later',
        message: 'Words',
        override: seen,
      }),
      'PUT cards/:number/block': write('PUT', '/cards/3/block', { reason: 'Stuck' }),
      'POST moves': write('POST', '/moves', { moves: [{ card: 1, ...here, before: 2 }], override: seen }),
      'POST cards/:number/links': write('POST', '/cards/1/links', {
        kind: 'relatesTo',
        board: this.board.key,
        card: 2,
      }),
      'POST cards/:number/checklist': write('POST', '/cards/1/checklist', {
        items: [{ text: 'Words' }],
        before: items[0],
      }),
      'PATCH cards/:number/checklist/:item': write('PATCH', `/cards/1/checklist/${items[0]}`, {
        text: 'One',
        done: false,
        before: items[1],
      }),
      'POST cards/:number/comments': write('POST', '/cards/1/comments', { text: 'Words' }),
      'PATCH cards/:number/comments/:comment': write('PATCH', `/cards/1/comments/${comment}`, {
        text: 'Words',
      }),
      'POST requests': write(
        'POST',
        '/requests',
        { title: 'A request', description: '', classOfService: 'standard', neededBy: '2027-01-31' },
        'requester',
      ),
      'PATCH requests/:number': write(
        'PATCH',
        '/requests/1',
        { title: 'A request', neededBy: null },
        'requester',
      ),
      'PUT requests/:number/answer': write('PUT', '/requests/1/answer', {
        kind: 'defer',
        ...says,
        until: '2027-01-31',
      }),
      'POST requests/:number/messages': write('POST', '/requests/1/messages', {
        body: 'How soon is it needed?',
        asks: false,
      }),
      'POST intake/templates': write('POST', '/intake/templates', { ...template, name: 'Another' }),
      'PATCH intake/templates/:template': write('PATCH', `/intake/templates/${kept}`, template),
      'PATCH intake': write('PATCH', '/intake', {
        depth: 8,
        openPerRequester: 3,
        answerWithinHours: 72,
        timeZone: 'UTC',
      }),
      'PUT intake/gate': write('PUT', '/intake/gate', {
        state: 'shut',
        reason: 'Moving house',
        until: inAWeek.toISOString(),
      }),
    };
  }
}
