import type { Simulator } from './demo/simulator.ts';

/** Single keys on the terminal: p pauses and resumes the simulator, s stops it, ^C and q quit. */
export function listenForKeys({
  simulator,
  quit,
}: {
  simulator: Simulator | undefined;
  quit: () => void;
}): void {
  const { stdin } = process;
  if (stdin.isTTY !== true) return;
  stdin.setRawMode(true);
  stdin.resume();
  stdin.on('data', (keys: Buffer) => {
    for (const key of keys.toString()) {
      if (key === '\u0003' || key === 'q') quit();
      if (key === 'p') simulator?.pause();
      if (key === 's') void simulator?.close();
    }
  });
}
