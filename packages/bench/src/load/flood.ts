import { Client } from 'undici';

/**
 * An abusive caller, in a process of its own: it keeps so many reads open at once, and sends the next one as soon as one is answered
 * or refused, without a pause. Takes the origin, how many, and the paths as arguments, and the token from the environment. Sends a message
 * once it has had a few hundred answers, and ends with its parent.
 */
const [, , origin = '', parallel = '1', ...paths] = process.argv;
const headers = { authorization: `Bearer ${process.env.FLOOD_TOKEN}` };
const begun = 200;
let answers = 0;

for (let n = 0; n < Number(parallel); n += 1) keepReading(new Client(origin, { pipelining: 1 }), n);
process.on('disconnect', () => process.exit());

function keepReading(client: Client, n: number): void {
  const path = paths[n % paths.length] ?? '/';
  const next = () => {
    answers += 1;
    if (answers === begun) process.send?.('begun');
    setImmediate(() => keepReading(client, n + 1));
  };
  client.dispatch(
    { method: 'GET', path, headers },
    {
      onRequestStart: () => {},
      onResponseStart: () => {},
      onResponseData: () => {},
      onResponseEnd: next,
      onResponseError: next,
    },
  );
}
