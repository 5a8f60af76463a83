import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with the parameters that every authenticator app supports: SHA-1, six digits, 30 seconds. */
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** 160 bits, as RFC 4226 recommends. */
const secretBytes = 20;
/** Steps before and after the current one, for clocks that differ and people who type slowly. */
const tolerance = 1;

export function newTotpSecret(): Uint8Array {
  return new Secret({ size: secretBytes }).bytes;
}

/** For people who type it, and for apps that read a QR code. */
export function shownTotpSecret(bytes: Uint8Array, email: string): { secret: string; uri: string } {
  const secret = secretOf(bytes);
  const totp = new TOTP({ ...parameters, issuer: 'Weir', label: email, secret });
  return { secret: secret.base32, uri: totp.toString() };
}

/** The step of a code, counted from 1970; null for a code that is wrong or of another time. */
export function stepOfCode(bytes: Uint8Array, code: string, now: Date): number | null {
  const totp = new TOTP({ ...parameters, secret: secretOf(bytes) });
  const timestamp = now.getTime();
  const delta = totp.validate({ token: code, timestamp, window: tolerance });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer });
}
