import { createInterface } from 'node:readline/promises';

/** Something that whoever typed the command can mend; told in words, without a stack. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** @throws Fault where nobody can answer, naming the option to give instead */
export async function ask(question: string, option: string): Promise<string> {
  if (process.stdin.isTTY !== true)
    throw new Fault(`There is no terminal to ask "${question}". Say --${option}.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`${question} `)).trim();
  } finally {
    terminal.close();
  }
}

/** Only a clear yes is one. */
export async function confirm(question: string): Promise<boolean> {
  const answer = await ask(`${question} Type yes to go on:`, 'yes');
  return answer.toLowerCase() === 'yes';
}
