import type {
  ConfirmedFormRequest,
  FormRequestReceipt,
  GuestNotifyMe,
  GuestRequest,
  GuestRequestList,
  PublicForm,
} from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

/** Mail is set up but the server is unreachable: mails stay in the outbox, where tests read them. */
const mail = { WEIR_SMTP_URL: 'smtp://127.0.0.1:9', WEIR_MAIL_FROM: 'Weir <weir@weir.test>' };

let clients = 0;

/** The API of a test file about public forms, and the calls of guests. */
export function thePublicForm() {
  const api = theApi({ ...mail, WEIR_TRUSTED_PROXIES: '1' });
  const { manager } = api.people;
  return {
    api,

    /** Makes a board with its form switched on. Returns the board and the path of the form. */
    async form({ intake = {}, ...places }: { intake?: object; openPerGuest?: number; depth?: number } = {}) {
      const board = await aBoard().intake(intake).make();
      const on = await manager.put<PublicForm>(`${board.path}/intake/form`, { on: true, ...places });
      if (on.status !== 200) throw new Error(`the form is not on: ${JSON.stringify(on.body)}`);
      return { board, form: `${board.path}/forms/${on.body.formId}` };
    },

    /** Sends the form, each time from a new network address unless one is given. */
    send(form: string, ask: object = {}, from = nextClient()) {
      const whole = { email: 'gast@guests.test', name: 'Gesa Gast', title: 'A tour of the lab', ...ask };
      return api.nobody.post<FormRequestReceipt>(`${form}/asks`, whole, { 'x-forwarded-for': from });
    },

    /** Asks for one mail when the form takes requests again, each time from a new network address unless one is given. */
    notifyMe: (form: string, email: string, from = nextClient()) =>
      api.nobody.post<FormRequestReceipt>(`${form}/notify-me`, { email }, { 'x-forwarded-for': from }),

    confirmNotifyMe: (token: string) =>
      api.nobody.post<GuestNotifyMe>('/v1/forms/notify-me/confirmations', { token }),

    /** The token in the e-mail to an address that is to be notified. */
    async notifyMeTokenTo(email: string): Promise<string> {
      const { rows } = await api.pool.query(
        'SELECT workspace_id, id FROM guest_waits WHERE email = $1 ORDER BY at DESC LIMIT 1',
        [email],
      );
      return api.service('SignedLinks').sign('guestWait', rows[0].workspace_id, rows[0].id);
    },

    /** The token in the newest e-mail to an address. */
    async tokenTo(email = 'gast@guests.test'): Promise<string> {
      const { rows } = await api.pool.query(
        `SELECT f.workspace_id, f.id FROM form_asks f JOIN mails m ON m.workspace_id = f.workspace_id AND m.form_ask_id = f.id
          WHERE f.email = $1 ORDER BY f.at DESC, f.id DESC LIMIT 1`,
        [email],
      );
      return api.service('SignedLinks').sign('formAsk', rows[0].workspace_id, rows[0].id);
    },

    /** Asks for a new link with a token, each time from a new network address unless one is given. */
    newLink: (token: string, from = nextClient()) =>
      api.nobody.post('/v1/forms/links', { token }, { 'x-forwarded-for': from }),

    confirm: (token: string) => api.nobody.post<ConfirmedFormRequest>('/v1/forms/confirmations', { token }),

    /** The calls that the token of a guest’s link allows. */
    guest(token: string) {
      const headers = { authorization: `Guest ${token}` };
      const at = (key: string, number: number) => `/v1/forms/requests/${key}/${number}`;
      const { nobody } = api;
      return {
        list: (more: Record<string, string> = {}) =>
          nobody.get<GuestRequestList>('/v1/forms/requests', { ...headers, ...more }),
        change: (key: string, number: number, change: object, version?: number) =>
          nobody.patch<GuestRequest & { code: string }>(at(key, number), change, {
            ...headers,
            ...(version && { 'if-match': `"${version}"` }),
          }),
        deleteData: () => nobody.delete<{ code: string }>('/v1/forms/requests', headers),
        read: (key: string, number: number) => nobody.get<GuestRequest>(at(key, number), headers),
        withdraw: (key: string, number: number) => nobody.delete<GuestRequest>(at(key, number), headers),
        reply: (key: string, number: number, body: string, key2?: string) =>
          nobody.post<GuestRequest>(
            `${at(key, number)}/messages`,
            { body },
            { ...headers, ...(key2 && { 'idempotency-key': key2 }) },
          ),
        followUp: (key: string, number: number, request: object, key2?: string) =>
          nobody.post<GuestRequest & { code: string }>(`${at(key, number)}/follow-ups`, request, {
            ...headers,
            ...(key2 && { 'idempotency-key': key2 }),
          }),
        received: (key: string, number: number) =>
          nobody.put<GuestRequest & { code: string }>(`${at(key, number)}/received`, { ok: true }, headers),
        askAgain: (key: string, number: number) =>
          nobody.post<GuestRequest>(`${at(key, number)}/ask-again`, undefined, headers),
      };
    },

    /** Sends and confirms a form. Returns the request and its guest. */
    async arrived(form: string, ask: { email?: string } & Record<string, unknown> = {}) {
      await this.send(form, ask);
      const confirmed = await this.confirm(await this.tokenTo(ask.email));
      if (confirmed.status !== 201)
        throw new Error(`it was not confirmed: ${JSON.stringify(confirmed.body)}`);
      const { request, guestToken } = confirmed.body;
      return { request, token: guestToken, guest: this.guest(guestToken), key: request.board.key };
    },

    /** The kinds of the notices that were mailed to a guest. */
    async mailed(email = 'gast@guests.test'): Promise<string[]> {
      const { rows } = await api.pool.query(
        `SELECT n.kind FROM mails m JOIN notices n ON n.workspace_id = m.workspace_id AND n.id = m.notice_id
           JOIN guests g ON g.workspace_id = n.workspace_id AND g.id = n.guest_id
          WHERE g.email = $1 ORDER BY n.at, n.kind`,
        [email],
      );
      return rows.map(({ kind }) => kind);
    },
  };
}

export function nextClient(): string {
  clients += 1;
  return `203.0.113.${(clients % 250) + 1}`;
}

/** The number of requests that wait on a board. */
export async function waitingOn(board: BoardUnderTest): Promise<number> {
  return (await board.read()).intake.waiting;
}
