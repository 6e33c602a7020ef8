// Paths inside a course: forward slashes, no leading slash, '' for the course folder itself.

export function folderOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The name without its last extension; a leading dot is not an extension. */
export function stemOf(name: string): string {
  const cut = name.lastIndexOf('.');
  return cut <= 0 ? name : name.slice(0, cut);
}

/** Lower case, without the dot; '' when there is none. */
export function extensionOf(name: string): string {
  const cut = name.lastIndexOf('.');
  return cut <= 0 ? '' : name.slice(cut + 1).toLowerCase();
}

export function isMarkdown(name: string): boolean {
  const extension = extensionOf(name);
  return extension === 'md' || extension === 'markdown';
}

export function isReadme(name: string): boolean {
  return isMarkdown(name) && stemOf(name).toLowerCase() === 'readme';
}

/** @returns the path meant by `relative` as seen from `folder`, or undefined when it leaves the course */
export function joinInside(folder: string, relative: string): string | undefined {
  const steps = relative.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const step of relative.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}
