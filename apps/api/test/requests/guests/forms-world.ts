import type {
  ConfirmedFormRequest,
  FormRequestReceipt,
  GuestRequest,
  GuestRequestList,
  PublicForm,
} from '@weir/contract';
import { SignedLinks } from '../../../src/http/signed-links.js';
import { theWorld, type World } from '../../support/intake-world.js';

/** A mail server that is set and never reached: what is to go out stays in the outbox, where tests read it. */
const mail = { WEIR_SMTP_URL: 'smtp://127.0.0.1:9', WEIR_MAIL_FROM: 'Weir <weir@weir.test>' };

export type Guest = ReturnType<FormsWorld['guest']>;
export type FormsWorld = ReturnType<typeof theForms>;

let clients = 0;

/** The world of a test file about public forms. */
export function theForms() {
  const world = theWorld({ ...mail, WEIR_TRUSTED_PROXIES: '1' });
  return {
    world,

    /** A board with its form on; gives its path and the form’s. */
    async form({ intake = {}, ...places }: { intake?: object; openPerGuest?: number; depth?: number } = {}) {
      const board = await world.board({ intake });
      const on = await world.manager.put<PublicForm>(`${board}/intake/form`, { on: true, ...places });
      if (on.status !== 200) throw new Error(`the form is not on: ${JSON.stringify(on.body)}`);
      return { board, form: `${board}/forms/${on.body.formId}` };
    },

    /** Sends the form, each time from another network address unless one is named. */
    send(form: string, ask: object = {}, from = nextClient()) {
      const whole = { email: 'gast@guests.test', name: 'Gesa Gast', title: 'A tour of the lab', ...ask };
      return world.api.nobody.post<FormRequestReceipt>(`${form}/asks`, whole, { 'x-forwarded-for': from });
    },

    /** The token in the newest e-mail to an address. */
    async tokenTo(email = 'gast@guests.test'): Promise<string> {
      const { rows } = await world.sql.query(
        `SELECT f.workspace_id, f.id FROM form_asks f JOIN mails m ON m.workspace_id = f.workspace_id AND m.form_ask_id = f.id
          WHERE f.email = $1 ORDER BY f.at DESC, f.id DESC LIMIT 1`,
        [email],
      );
      return world.api.app.get(SignedLinks).sign('formAsk', rows[0].workspace_id, rows[0].id);
    },

    confirm: (token: string) =>
      world.api.nobody.post<ConfirmedFormRequest>('/v1/forms/confirmations', { token }),

    /** What somebody with the token of a guest’s link may call. */
    guest(token: string) {
      const headers = { authorization: `Guest ${token}` };
      const at = (key: string, number: number) => `/v1/forms/requests/${key}/${number}`;
      const { nobody } = world.api;
      return {
        list: () => nobody.get<GuestRequestList>('/v1/forms/requests', headers),
        read: (key: string, number: number) => nobody.get<GuestRequest>(at(key, number), headers),
        withdraw: (key: string, number: number) => nobody.delete<GuestRequest>(at(key, number), headers),
        reply: (key: string, number: number, body: string, key2?: string) =>
          nobody.post<GuestRequest>(
            `${at(key, number)}/messages`,
            { body },
            { ...headers, ...(key2 && { 'idempotency-key': key2 }) },
          ),
        askAgain: (key: string, number: number) =>
          nobody.post<GuestRequest>(`${at(key, number)}/ask-again`, undefined, headers),
      };
    },

    /** Asked and confirmed: a guest with their first request. */
    async arrived(form: string, ask: { email?: string } & Record<string, unknown> = {}) {
      await this.send(form, ask);
      const confirmed = await this.confirm(await this.tokenTo(ask.email));
      if (confirmed.status !== 201)
        throw new Error(`it was not confirmed: ${JSON.stringify(confirmed.body)}`);
      const { request, guestToken } = confirmed.body;
      return { request, token: guestToken, guest: this.guest(guestToken), key: request.board.key };
    },

    /** The e-mails about a guest’s notices, by their kinds. */
    async mailed(email = 'gast@guests.test'): Promise<string[]> {
      const { rows } = await world.sql.query(
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

/** How many wait on a board. */
export async function waitingOn(world: World, board: string): Promise<number> {
  return (await world.manager.get<{ waiting: number }>(`${board}/intake`)).body.waiting;
}
