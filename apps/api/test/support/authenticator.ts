import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

type Site = { id: string; origin: string };
type Signed = { challenge: string; site?: Site; counter?: number; isVerified?: boolean };

const weir: Site = { id: 'weir.test', origin: 'https://weir.test' };
const [userPresent, userVerified, hasCredential] = [0x01, 0x04, 0x40];

/** An authenticator in software with one passkey (ES256, without attestation), which signs whatever a test asks for. */
export class Authenticator {
  readonly credentialId = randomBytes(32);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private userHandle: string | null = null;

  /** What `navigator.credentials.create` answers, for the options of the API. */
  create(options: { challenge: string; user: { id: string } }, given: Partial<Signed> = {}) {
    const { site = weir, counter = 0, isVerified = true } = given;
    this.userHandle = options.user.id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.credentialId.length);
    const authData = Buffer.concat([
      authenticatorData(site, counter, flagsOf(isVerified) | hasCredential),
      Buffer.alloc(16),
      length,
      this.credentialId,
      coseKey(this.keys.publicKey),
    ]);
    const attestation = map([
      [text('fmt'), text('none')],
      [text('attStmt'), map([])],
      [text('authData'), bytes(authData)],
    ]);
    return this.answer({
      clientDataJSON: clientData('webauthn.create', given.challenge ?? options.challenge, site),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** What `navigator.credentials.get` answers. */
  get({ challenge, site = weir, counter = 0, isVerified = true }: Signed) {
    const clientDataJSON = clientData('webauthn.get', challenge, site);
    const authData = authenticatorData(site, counter, flagsOf(isVerified));
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    return this.answer({
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.keys.privateKey).toString('base64url'),
      userHandle: this.userHandle,
    });
  }

  private answer<Response>(response: Response) {
    const id = this.credentialId.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}

const flagsOf = (isVerified: boolean) => userPresent | (isVerified ? userVerified : 0);
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();

function clientData(type: string, challenge: string, { origin }: Site): string {
  const data = JSON.stringify({ type, challenge, origin, crossOrigin: false });
  return Buffer.from(data).toString('base64url');
}

function authenticatorData({ id }: Site, counter: number, flags: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(id), Buffer.from([flags]), count]);
}

/** RFC 9053: a key on P-256, for ES256. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return map([
    [integer(1), integer(2)],
    [integer(3), integer(-7)],
    [integer(-1), integer(1)],
    [integer(-2), bytes(Buffer.from(x, 'base64url'))],
    [integer(-3), bytes(Buffer.from(y, 'base64url'))],
  ]);
}

/** RFC 8949: as much of CBOR as an authenticator needs. */
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
const integer = (n: number) => (n < 0 ? head(1, -n - 1) : head(0, n));
const bytes = (value: Buffer) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (entries: [Buffer, Buffer][]) => Buffer.concat([head(5, entries.length), ...entries.flat()]);
