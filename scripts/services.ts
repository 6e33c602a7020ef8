// The programs from outside npm that the suites need: where they are, and how to bring them.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Service {
  /** how people call it */
  title: string;
  /** the Debian packages that bring it */
  packages: string[];
  /** the program, or for PostgreSQL the folder of its programs; undefined when it is not here */
  find: () => string | undefined;
}

/** One line per service; a suite in scripts/test.ts names the ones it needs. */
export const services = {
  chromium: {
    title: 'Chromium',
    packages: ['chromium-headless-shell', 'chromium-sandbox'],
    find: findChromium,
  },
  postgresql: { title: 'PostgreSQL 15 or newer', packages: ['postgresql'], find: findPostgres },
  nginx: { title: 'nginx', packages: ['nginx-light'], find: findNginx },
} satisfies Record<string, Service>;

export type ServiceName = keyof typeof services;

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Absent and not executable are the same to us: it cannot be started.
    return false;
  }
}

function onPath(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
}

/**
 * Where Chromium is: CHROMIUM_PATH when set, else the first one on the PATH. The one without windows comes first: it is
 * the same engine, and the same journeys take it less time.
 */
export function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return isProgram(chosen) ? chosen : undefined;
  return onPath('chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome');
}

/** The proxy that is put in front: Debian keeps it where only root's path leads. */
export function findNginx(): string | undefined {
  const usual = '/usr/sbin/nginx';
  return onPath('nginx') ?? (isProgram(usual) ? usual : undefined);
}

/** The folder with `initdb` and `postgres` of the newest PostgreSQL server here that is 15 or newer. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map(Number).filter(Number.isInteger) : [];
  const folders = versions.sort((a, b) => b - a).map((version) => `${debian}/${version}/bin`);
  const other = onPath('postgres');
  if (other) folders.push(path.dirname(other));
  return folders.find((folder) => {
    if (!isProgram(path.join(folder, 'postgres')) || !isProgram(path.join(folder, 'initdb'))) return false;
    const said = execFileSync(path.join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
    return Number(/(\d+)(\.|\s|$)/.exec(said)?.[1] ?? 0) >= 15;
  });
}

/** How this process may act as root: directly, by a sudo that asks nothing, or not at all. */
function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

function asRoot(prefix: string[], command: string[], input?: string): void {
  const [program = '', ...args] = [...prefix, ...command];
  execFileSync(program, args, { input: input ?? '', stdio: ['pipe', 'ignore', 'inherit'] });
}

/** Runs apt-get quietly; only when it fails is its output shown. */
async function apt(prefix: string[], args: string[]): Promise<void> {
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C.UTF-8'];
  const options = ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  const [program = '', ...rest] = [...prefix, ...environment, 'apt-get', ...options, ...args];
  console.log(`services: apt-get ${args.join(' ')}`);
  const startedAt = Date.now();
  const seconds = (): string => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const progress = setInterval(() => console.log(`services: still at it (${seconds()})`), 20_000);
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number>((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (status) => resolve(status ?? 1));
  });
  clearInterval(progress);
  if (code === 0) return console.log(`services: done in ${seconds()}`);
  throw new Error(
    `apt-get ${args[0]} ended with ${code}:\n${output.trim().split('\n').slice(-15).join('\n')}`,
  );
}

const policy = '/usr/sbin/policy-rc.d';
const clusterSettings = '/etc/postgresql-common/createcluster.conf';

/**
 * Installs Debian packages and leaves nothing running: the suites start private instances of their own.
 * Debian would start a service as it is installed, and make a first database cluster; both are held back
 * for the moment of the installation, and the settings that do so are taken away again.
 */
async function install(prefix: string[], packages: string[]): Promise<void> {
  const held: (() => void)[] = [];
  try {
    if (!existsSync(policy)) {
      asRoot(prefix, ['tee', policy], '#!/bin/sh\nexit 101\n');
      held.push(() => asRoot(prefix, ['rm', '-f', policy]));
      asRoot(prefix, ['chmod', '755', policy]);
    }
    await apt(prefix, ['update']);
    if (packages.includes('postgresql')) {
      await apt(prefix, ['install', '--no-install-recommends', 'postgresql-common']);
      const settings = readFileSync(clusterSettings, 'utf8');
      held.push(() => asRoot(prefix, ['tee', clusterSettings], settings));
      asRoot(prefix, ['tee', clusterSettings], `${settings}\ncreate_main_cluster = false\n`);
    }
    await apt(prefix, ['install', '--no-install-recommends', ...packages]);
  } finally {
    for (const release of held.reverse()) release();
  }
}

/**
 * Makes sure that services are here, installing what is missing where that is allowed.
 *
 * @returns the ones that are still missing, each with the reason in words
 */
export async function bringServices(names: ServiceName[]): Promise<Map<ServiceName, string>> {
  const missing = (): ServiceName[] => names.filter((name) => !services[name].find());
  const wanted = missing();
  if (wanted.length === 0) return new Map();

  const packages = wanted.flatMap((name) => services[name].packages);
  const byHand = `to install it: apt-get install ${packages.join(' ')}`;
  const prefix = rootPrefix();
  let reason = `${byHand}`;
  if (!onPath('apt-get')) reason = 'this is no Debian, so it has to be installed by hand';
  else if (!prefix) reason = `neither root nor a sudo that asks for no password; ${byHand}`;
  else {
    // An interrupt ends apt-get first; only then are the settings put back and this process ended.
    let interrupted = false;
    const hold = (): void => {
      interrupted = true;
    };
    process.on('SIGINT', hold);
    try {
      await install(prefix, packages);
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    } finally {
      process.off('SIGINT', hold);
    }
    if (interrupted) process.exit(130);
  }
  return new Map(missing().map((name) => [name, `${services[name].title} is not here: ${reason}`]));
}
