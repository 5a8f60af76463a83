import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Refused, Unreachable } from '../index.js';
import { ask } from './commands/ask.js';
import type { Command } from './commands/command.js';
import { move } from './commands/move.js';
import { pressure } from './commands/pressure.js';
import { pull } from './commands/pull.js';
import { tail } from './commands/tail.js';
import { exitCodeOf, exitCodes, NothingToPull, UsageError } from './exit-codes.js';
import { refusalText } from './refusal-text.js';
import { type Environment, languageOf, openSession } from './session.js';
import { wordsOf } from './words.js';

const commands: Readonly<Record<string, Command>> = { ask, pull, move, pressure, tail };

/** Runs one command. Returns the exit code. Answers go to the standard output, everything else to the standard error. */
export async function main(argv: string[], env: Environment): Promise<number> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  // A reader that has read enough, such as `head`, ends the command.
  process.stdout.on('error', () => process.exit(exitCodes.done));
  const isForPrograms = argv.includes('--json');
  try {
    await run(argv, env, stop.signal);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof Refused) {
      if (isForPrograms) print(JSON.stringify(error.problem));
      else warn(refusalText(error, env.WEIR_URL ?? '', wordsOf(languageOf(env)), new Date()));
    } else if (error instanceof UsageError) warn(`${error.message}\nSee weir --help`);
    else if (error instanceof Unreachable || error instanceof NothingToPull) warn(error.message);
    else throw error;
    return exitCodeOf(error) ?? 1;
  }
}

async function run(argv: string[], env: Environment, signal: AbortSignal): Promise<void> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') return print(helpText());
  if (name === '--version') return print(version());
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new UsageError(`weir has no command ${name}. It has ${Object.keys(commands).join(', ')}`);
  const { values, positionals } = parse(name, command, rest);
  if (values.help) return print(usageOf(name, command));
  if (positionals.length !== command.takes.length) throw new UsageError(`Usage: ${usageOf(name, command)}`);
  const session = await openSession(env, values.workspace);
  for await (const { json, text } of command.run(session, positionals, values, signal))
    print(values.json ? JSON.stringify(json) : text);
}

type Values = Record<string, string | undefined> & { json?: boolean; help?: boolean };

function parse(name: string, { flags }: Command, args: string[]): { values: Values; positionals: string[] } {
  const own = Object.keys(flags).map((flag) => [flag, { type: 'string' as const }]);
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...Object.fromEntries(own),
        workspace: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    return { values: values as Values, positionals };
  } catch (error) {
    throw new UsageError(`weir ${name}: ${(error as Error).message}`);
  }
}

function usageOf(name: string, { takes, flags }: Command): string {
  const optional = Object.entries(flags).map(([flag, value]) => `[--${flag} ${value}]`);
  return ['weir', name, ...takes, ...optional, '[--json]', '[--workspace SLUG]'].join(' ');
}

function helpText(): string {
  const described = Object.entries(commands).map(
    ([name, command]) => `${usageOf(name, command)}\n    ${command.help}`,
  );
  return `Weir on the command line.

${described.join('\n')}

WEIR_URL        the address of the API
WEIR_TOKEN      an API token; it is read from the environment alone
WEIR_WORKSPACE  the workspace, if the token has several

Exit codes: 0 done, 2 wrong usage, 3 refused by the board, 4 not now, 5 not allowed, 6 not found, 7 no answer`;
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}
