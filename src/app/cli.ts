import { parseArgs } from 'node:util';
import { Refusal } from '#kernel/refusal.ts';
import { readSettings, SettingsFault } from '#platform/server/config.ts';
import { DatabaseUnusable } from '#platform/server/db/errors.ts';
import { isRoutine } from '#platform/server/db/port.ts';
import { openGround, type Ground } from './ground.ts';
import { addCohort } from './commands/addCohort.ts';
import { addPerson } from './commands/addPerson.ts';
import { enrol } from './commands/enrol.ts';
import { importFolder } from './commands/importFolder.ts';
import { reset } from './commands/reset.ts';
import { seedLoadFile } from './commands/seedLoadFile.ts';
import { setup } from './commands/setup.ts';
import { tellSettings } from './commands/tellSettings.ts';
import type { Order } from './order.ts';
import { Fault } from './terminal.ts';

type Options = Record<string, string | boolean | undefined>;

const commands: Record<string, { usage: string; does: string; run: (order: Order) => Promise<void> }> = {
  setup: {
    usage: 'setup [--academy <name>] [--name <name>] [--email <address>] [--zone <zone>]',
    does: 'makes a real academy with its first administrator; asks for what is not given',
    run: setup,
  },
  import: {
    usage: 'import <folder> [--organisation <title>] [--yes]',
    does: 'reads a course folder, shows the differences, publishes',
    run: importFolder,
  },
  person: {
    usage: 'person <e-mail> --name <name> [--zone <zone>] [--operator]',
    does: 'opens an account and shows its first password, once',
    run: addPerson,
  },
  cohort: {
    usage:
      'cohort <title> --course <key> --from <day> --to <day> [--organisation <title>] [--zone <zone>] [--capacity <n>]',
    does: 'opens a cohort of a course; with a capacity, who comes later waits',
    run: addCohort,
  },
  enrol: {
    usage: 'enrol <e-mail> --cohort <id> [--role student|instructor]',
    does: 'brings a person into a cohort',
    run: enrol,
  },
  reset: { usage: 'reset [--yes]', does: 'removes the embedded database, after asking', run: reset },
  'seed-load': {
    usage: 'seed-load --people <n> --out <file>',
    does: 'fills a scratch database for load tools, one JSON line a person',
    run: seedLoadFile,
  },
  settings: { usage: 'settings', does: 'every setting: name, default, meaning', run: tellSettings },
};

const options = {
  academy: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  zone: { type: 'string' },
  organisation: { type: 'string' },
  course: { type: 'string' },
  cohort: { type: 'string' },
  capacity: { type: 'string' },
  role: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  people: { type: 'string' },
  out: { type: 'string' },
  operator: { type: 'boolean' },
  yes: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

process.exitCode = await main(process.argv.slice(2));

async function main(given: string[]): Promise<number> {
  let ground: Ground | undefined;
  try {
    const { values, positionals } = parse(given);
    const [name, ...words] = positionals;
    const command = name === undefined ? undefined : commands[name];
    if (!command || values['help'] === true) {
      console.log(usage());
      return command || name === undefined ? 0 : 2;
    }
    const settings = readSettings(process.env);
    await command.run({
      words,
      option: (option) => stringIn(values, option),
      required(option) {
        const value = stringIn(values, option);
        if (value === undefined) throw new Fault(`Say --${option}.\n  npm run stoa -- ${command.usage}`);
        return value;
      },
      has: (option) => values[option] === true,
      settings,
      async ground() {
        ground ??= await openGround(settings, (note) => {
          if (!isRoutine(note.kind)) console.error(note.words);
        });
        return ground;
      },
    });
    return 0;
  } catch (cause) {
    const isForPeople =
      cause instanceof Fault ||
      cause instanceof Refusal ||
      cause instanceof SettingsFault ||
      cause instanceof DatabaseUnusable;
    if (!isForPeople) throw cause;
    console.error(cause.message);
    return 1;
  } finally {
    await ground?.close();
  }
}

function parse(given: string[]): { values: Options; positionals: string[] } {
  try {
    return parseArgs({ args: given, options, allowPositionals: true });
  } catch (cause) {
    throw new Fault((cause as Error).message);
  }
}

function stringIn(values: Options, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

function usage(): string {
  const lines = Object.values(commands).map(({ usage: form, does }) => `  ${form}\n      ${does}`);
  return `npm run stoa -- <command>\n\n${lines.join('\n')}\n`;
}
