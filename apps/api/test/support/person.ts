import type {
  Attachment,
  Card,
  CardList,
  Gate,
  Message,
  ProblemOf,
  Request,
  RequestChange,
} from '@weir/contract';
import type { AnswerSchemas } from './answer-schemas.js';
import type { BoardUnderTest } from './board.js';

export type Answer<Body = unknown> = { status: number; headers: Headers; body: Body };
export type HeaderValues = Record<string, string>;

/** The parts of a refusal that tests look at. */
export type Refused = Pick<ProblemOf<'invalid-input'>, 'errors'> &
  Pick<ProblemOf<'wip-limit-reached'>, 'code' | 'detail' | 'limits' | 'options'>;

type Endpoint = { origin: string; schemas: Pick<AnswerSchemas, 'check'> };

/** Calls the API with one token, or without, and checks each answer against the OpenAPI document. */
export class Caller {
  constructor(
    protected readonly endpoint: () => Endpoint,
    private readonly currentToken: () => string | null,
  ) {}

  get token(): string | null {
    return this.currentToken();
  }

  get origin(): string {
    return this.endpoint().origin;
  }

  get = <Body = never>(path: string, headers?: HeaderValues) =>
    this.send<Body>('GET', path, undefined, headers);
  delete = <Body = never>(path: string, headers?: HeaderValues) =>
    this.send<Body>('DELETE', path, undefined, headers);
  post = <Body = never>(path: string, body?: unknown, headers?: HeaderValues) =>
    this.send<Body>('POST', path, body, headers);
  put = <Body = never>(path: string, body?: unknown, headers?: HeaderValues) =>
    this.send<Body>('PUT', path, body, headers);
  patch = <Body = never>(path: string, body?: unknown, headers?: HeaderValues) =>
    this.send<Body>('PATCH', path, body, headers);

  /** Sends a request. A string or bytes go out unchanged, everything else as JSON. */
  async send<Body>(
    method: string,
    path: string,
    given?: unknown,
    headers: HeaderValues = {},
  ): Promise<Answer<Body>> {
    const { origin, schemas } = this.endpoint();
    const answer = await fetch(origin + path, {
      method,
      headers: {
        ...(given !== undefined && { 'content-type': 'application/json' }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      ...(given !== undefined && { body: isRaw(given) ? given : JSON.stringify(given) }),
    });
    const text = await answer.text();
    const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0] as string;
    const body = (/json/.test(type) ? JSON.parse(text) : text) as Body;
    schemas.check(method, path, { status: answer.status, type, body });
    return { status: answer.status, headers: answer.headers, body };
  }
}

/** Somebody signed in. The verbs are the calls that most tests make. */
export class Person extends Caller {
  constructor(
    endpoint: () => Endpoint,
    token: () => string,
    readonly id: string,
    readonly sessionId: string,
    readonly name: string,
    readonly email: string,
  ) {
    super(endpoint, token);
  }

  override get token(): string {
    return super.token as string;
  }

  /** The same person and session at another instance of the API. */
  at(endpoint: () => Endpoint): Person {
    return new Person(endpoint, () => this.token, this.id, this.sessionId, this.name, this.email);
  }

  createCard = (board: BoardUnderTest, card: object = {}, headers?: HeaderValues) =>
    this.post<Card & Refused>(`${board.path}/cards`, { title: 'A card', ...withId(board, card) }, headers);

  moveCard = (board: BoardUnderTest, number: number, to: object, headers?: HeaderValues) =>
    this.put<Card & Refused>(`${board.path}/cards/${number}/position`, withId(board, to), headers);

  /** Moves several cards at once: `[{ card: 1, column: 'Doing' }, …]`. */
  moveCards = (board: BoardUnderTest, moves: object[], more: object = {}, headers?: HeaderValues) => {
    const body = { moves: moves.map((move) => withId(board, move)), ...more };
    return this.post<CardList & Refused>(`${board.path}/moves`, body, headers);
  };

  patchCard = (board: BoardUnderTest, number: number, change: object, headers?: HeaderValues) =>
    this.patch<Card & Refused>(`${board.path}/cards/${number}`, change, headers);

  /** Adds a file to card 1. */
  attach = <Body = Attachment & Refused>(
    board: BoardUnderTest,
    name: string,
    content: string | Uint8Array<ArrayBuffer>,
    headers: HeaderValues = {},
  ) =>
    this.post<Body>(`${board.path}/cards/1/attachments?name=${encodeURIComponent(name)}`, content, {
      'content-type': 'application/octet-stream',
      ...headers,
    });

  putBack = (board: BoardUnderTest, number: number, body: object, headers?: HeaderValues) =>
    this.put<Card & Refused>(`${board.path}/cards/${number}/back`, body, headers);

  archive = (board: BoardUnderTest, number: number, body?: object, headers?: HeaderValues) =>
    this.put<Card & Refused>(`${board.path}/cards/${number}/archive`, body, headers);

  /** Brings a card back from the archive, to where it was or to the column named. */
  restore = (board: BoardUnderTest, number: number, column?: string) => {
    const query = column === undefined ? '' : `?columnId=${board.id(column)}`;
    return this.delete<Card & Refused>(`${board.path}/cards/${number}/archive${query}`);
  };

  submit = (board: BoardUnderTest, request: object = {}, headers?: HeaderValues) =>
    this.post<Request & Refused>(`${board.path}/requests`, { title: 'A sandbox', ...request }, headers);

  readRequest = (board: BoardUnderTest, number: number) =>
    this.get<Request>(`${board.path}/requests/${number}`);

  patchRequest = (board: BoardUnderTest, number: number, change: RequestChange, headers?: HeaderValues) =>
    this.patch<Request & Refused>(`${board.path}/requests/${number}`, change, headers);

  withdraw = (board: BoardUnderTest, number: number) =>
    this.delete<Request & Refused>(`${board.path}/requests/${number}`);

  answer = (board: BoardUnderTest, number: number, answer: object, headers?: HeaderValues) =>
    this.put<Request & Refused>(`${board.path}/requests/${number}/answer`, withId(board, answer), headers);

  askAgain = (board: BoardUnderTest, number: number, headers?: HeaderValues) =>
    this.post<Request & Refused>(`${board.path}/requests/${number}/ask-again`, undefined, headers);

  setGate = (board: BoardUnderTest, gate: object, headers?: HeaderValues) =>
    this.put<Gate & Refused>(`${board.path}/intake/gate`, gate, headers);

  /** Writes into the conversation of a request; `asks` makes it a question. */
  say = (board: BoardUnderTest, number: number, body: string, more: { asks?: boolean } = {}) =>
    this.post<Message & Refused>(`${board.path}/requests/${number}/messages`, { body, ...more });
}

/** Resolves `column: 'Doing'` to the id of the column. */
function withId(board: BoardUnderTest, given: object): object {
  const { column, ...rest } = given as { column?: string };
  return column === undefined ? rest : { columnId: board.id(column), ...rest };
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}
