import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  overrides?: Record<string, unknown>;
  allowScripts: Record<string, boolean>;
}

interface LockedPackage {
  version: string;
  resolved?: string;
  integrity?: string;
  /** comes inside the archive of another package, under that one's hash */
  inBundle?: boolean;
  hasInstallScript?: boolean;
  optional?: boolean;
}

interface Advisory {
  fixedIn: string;
  advisory: string;
  danger: string;
}

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const manifest = JSON.parse(read('package.json')) as Manifest;
const lockText = read('package-lock.json');
const { packages } = JSON.parse(lockText) as { packages: Record<string, LockedPackage> };
const advisories = JSON.parse(read('scripts/advisories.json')) as Record<string, Advisory[]>;

const locked = Object.entries(packages)
  .filter(([place]) => place !== '')
  .map(([place, entry]) => ({ place, name: place.slice(place.lastIndexOf('node_modules/') + 13), ...entry }));

/** Whether version `a` comes before version `b`; a pre-release comes before its release. */
function isOlder(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => {
    const [numbers = '', preRelease] = version.split('+')[0]?.split(/-(.*)/) ?? [];
    return [...numbers.split('.').map(Number), preRelease === undefined ? 1 : 0];
  }) as [number[], number[]];
  for (const [place, number] of left.entries()) {
    const other = right[place] ?? 0;
    if (number !== other) return number < other;
  }
  return false;
}

test.each([
  ['1.2.3', '1.2.4', true],
  ['1.10.0', '1.9.9', false],
  ['1.2.3', '1.2.3', false],
  ['2.0.0-rc.1', '2.0.0', true],
  ['2.0.0', '2.0.0-rc.1', false],
])('%s is older than %s: %s', (a, b, older) => {
  expect(isOlder(a, b)).toBe(older);
});

describe('the packages we build on', () => {
  test('every version in package.json is exact', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  test('the lockfile names what package.json asks for, and nothing older', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies };
    const different = Object.entries(all).filter(
      ([name, version]) => packages[`node_modules/${name}`]?.version !== version,
    );
    expect(different).toEqual([]);
  });

  test('the lockfile names no place to download from, and a hash for every package', () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(({ resolved }) => resolved !== undefined)).toEqual([]);
    const unproved = locked.filter(
      ({ integrity, inBundle }) => !inBundle && !integrity?.startsWith('sha512-'),
    );
    expect(unproved.map(({ place }) => place)).toEqual([]);
    // Links to a package's own page (funding, deprecation notes) are text; a tarball's address is not.
    expect(lockText.match(/https?:\/\/[^"]+\.tgz/g)).toBeNull();
  });

  test('every install script is either allowed or refused by name', () => {
    const undecided = locked.filter(
      ({ name, hasInstallScript, optional }) =>
        hasInstallScript && !optional && !(name in manifest.allowScripts),
    );
    expect(undecided.map(({ name }) => name)).toEqual([]);
    const installed = new Set(locked.map(({ name }) => name));
    expect(Object.keys(manifest.allowScripts).filter((name) => !installed.has(name))).toEqual([]);
  });

  test.each(Object.entries(advisories))('no copy of %s has a hole that we know of', (name, known) => {
    const copies = locked.filter((entry) => entry.name === name);
    expect(copies.length, `${name} is gone: take it off the list`).toBeGreaterThan(0);
    const open = copies.flatMap(({ place, version }) =>
      known
        .filter(({ fixedIn }) => isOlder(version, fixedIn))
        .map(({ fixedIn, advisory, danger }) => `${place} ${version} < ${fixedIn}: ${advisory}, ${danger}`),
    );
    expect(open).toEqual([]);
  });
});
