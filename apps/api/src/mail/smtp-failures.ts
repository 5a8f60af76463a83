/**
 * `refused`: the server will never take this mail. `later`: not now. `down`: the server takes no mail at all. `why` is for
 * the operator and contains no credentials.
 */
export type Failure = { kind: 'refused' | 'later' | 'down'; why: string };

type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string };

const longest = 300;

/** What a failed attempt means, by the server's reply (RFC 5321, 4.2) and the command that it answers. */
export function failureOf(thrown: unknown, url: URL | null): Failure {
  const error = thrown as SmtpError;
  return { kind: kindOf(error), why: withoutSecrets(replyOf(error), url) };
}

function kindOf({ responseCode = 0, command = '', code }: SmtpError): Failure['kind'] {
  const isAboutTheMail = /^(RCPT TO|DATA)\b/.test(command) || code === 'EMESSAGE';
  if (responseCode === 421 || (responseCode > 0 && !isAboutTheMail)) return 'down';
  if (responseCode >= 500) return 'refused';
  if (responseCode >= 400) return 'later';
  // The address is not valid, and nothing was sent.
  return code === 'EENVELOPE' ? 'refused' : 'down';
}

function replyOf({ message, response, code }: SmtpError): string {
  const text = response ?? (code ? `${code}: ${message}` : message);
  return text.replace(/\s+/g, ' ').slice(0, longest);
}

/** The code of a reply, for the log: `550 5.1.1`, or the code of Node or nodemailer. The rest of a reply can name the reader. */
export function replyCode(why: string): string {
  return /^(\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?|E[A-Z]+)\b/.exec(why)?.[1] ?? 'no code';
}

/** A server can repeat our credentials in its reply. */
function withoutSecrets(text: string, url: URL | null): string {
  const secrets = [url?.password, url?.username].filter((secret) => secret !== undefined && secret !== '');
  return secrets
    .flatMap((secret) => [secret as string, decodeURIComponent(secret as string)])
    .reduce((left, secret) => left.replaceAll(secret, '…'), text);
}
