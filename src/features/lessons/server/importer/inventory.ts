import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Limits } from './course.ts';
import { compareText, type Findings } from './findings.ts';
import { inFolder } from './paths.ts';

export interface FileEntry {
  path: string;
  /** Resolved: holds no symbolic link at its end. Of what is `held`, nothing. */
  absolutePath: string;
  sizeBytes: number;
  /** What lies in no folder: a page of a draft as text, or a file that is kept under its hash already. */
  held?: { text: string } | { hash: string; text?: string };
}

export interface FolderEntry {
  path: string;
  /** Paths, sorted by code unit. */
  folders: string[];
  files: string[];
}

/**
 * Everything the importer may ever open. Links in pages are looked up here and nowhere else, so no text in
 * a course can make it touch a path that the walk has not found inside the folder.
 */
export interface Inventory {
  files: Map<string, FileEntry>;
  folders: Map<string, FolderEntry>;
}

// Never opened, not even through a symbolic link: a clone's settings may hold a token.
const closedFolders = new Set(['.git', '.hg', '.svn', 'node_modules', '.venv', '__pycache__']);

/** Walks the folder once, within the limits. @throws when the folder itself cannot be read */
export async function takeInventory(folder: string, limits: Limits, findings: Findings): Promise<Inventory> {
  const root = await realpath(resolve(folder));
  const inventory: Inventory = { files: new Map(), folders: new Map() };
  let entries = 0;
  let full = false;

  const walk = async (path: string, depth: number): Promise<void> => {
    const here: FolderEntry = { path, folders: [], files: [] };
    inventory.folders.set(path, here);
    const children = await readdir(join(root, path), { withFileTypes: true });
    for (const child of children.sort((a, b) => compareText(a.name, b.name))) {
      const childPath = inFolder(path, child.name);
      entries += 1;
      if (entries > limits.maxEntries || depth > limits.maxDepth) {
        if (!full) {
          const bound =
            depth > limits.maxDepth ? `${limits.maxDepth} folders deep` : `${limits.maxEntries} names`;
          findings.fault(
            path || '.',
            1,
            'folder-too-large',
            `The folder is larger than ${bound}; the rest was not looked at.`,
          );
        }
        full = true;
        return;
      }
      if (closedFolders.has(child.name)) {
        findings.skip(`${childPath}/`, 'not part of a course');
      } else if (child.isSymbolicLink()) {
        const file = await followLink(root, childPath, findings);
        if (file) keep(here, file);
      } else if (child.isDirectory()) {
        here.folders.push(childPath);
        await walk(childPath, depth + 1);
      } else if (child.isFile()) {
        const absolutePath = join(root, childPath);
        keep(here, { path: childPath, absolutePath, sizeBytes: (await lstat(absolutePath)).size });
      } else {
        findings.skip(childPath, 'neither a file nor a folder');
      }
    }
  };

  const keep = (here: FolderEntry, file: FileEntry): void => {
    here.files.push(file.path);
    inventory.files.set(file.path, file);
  };

  await walk('', 0);
  return inventory;
}

async function followLink(root: string, path: string, findings: Findings): Promise<FileEntry | undefined> {
  let target: string;
  try {
    target = await realpath(join(root, path));
  } catch {
    // Dangling or circular: there is nothing behind it, and a page that refers to it hears so.
    findings.skip(path, 'a symbolic link that leads nowhere');
    return undefined;
  }
  const inside = relative(root, target).split(sep);
  if (!target.startsWith(root + sep) || inside.some((name) => closedFolders.has(name))) {
    findings.skip(path, 'a symbolic link that leaves the course folder');
    findings.problem(
      path,
      1,
      'symlink-outside',
      'This symbolic link leaves the course folder; copy the file instead.',
    );
    return undefined;
  }
  const stats = await lstat(target);
  if (!stats.isFile()) {
    findings.skip(path, 'a symbolic link to a folder; only links to files are followed');
    findings.note(path, 1, 'symlink-not-followed', 'Symbolic links to folders are not followed.');
    return undefined;
  }
  return { path, absolutePath: target, sizeBytes: stats.size };
}
