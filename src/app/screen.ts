import { visitors } from './demo/people.ts';

export interface StartFacts {
  url: string;
  isDemo: boolean;
  /** How many people the simulator moves. */
  simulated: number;
  simulatorMinutes: number;
  storage: string;
  /** The port that was asked for and is taken by somebody else. */
  otherPort: number | undefined;
  readyMs: number;
}

/** What stands on the terminal once Stoa serves: one screen, and nothing scrolls after it. */
export function screenOf(facts: StartFacts): string {
  const { url } = facts;
  const door = (key: keyof typeof visitors, role: string): string =>
    `    ${visitors[key].name.padEnd(22)}${role.padEnd(34)}${url}/demo/${key}`;
  const lines = [
    '',
    `  Stoa${`ready in ${(facts.readyMs / 1_000).toFixed(1)} s`.padStart(66)}`,
    '',
    `  Open      ${url}`,
    ...(facts.otherPort === undefined
      ? []
      : [`            port ${facts.otherPort} is taken; this is the next free one`]),
    '',
    ...(facts.isDemo
      ? [
          '  A class is learning. Sign in as             one click, no password, demo only',
          door('ines', 'instructor'),
          door('amara', 'student'),
          door('jonas', 'student of the same cohort'),
          door('paula', 'organisation administrator'),
          door('ops', 'operator'),
          '',
        ]
      : []),
    `  Storage   ${facts.storage}`,
    ...(facts.simulated > 0
      ? [
          `  Class     ${facts.simulated} students simulated, for ${facts.simulatorMinutes} min   keys: p pause  s stop  ^C quit`,
        ]
      : []),
    '',
    ...(facts.isDemo ? ['  This is demo mode. For real people: npm run reset, then npm run setup', ''] : []),
  ];
  return `${lines.join('\n')}\n`;
}
