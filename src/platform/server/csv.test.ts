import { describe, expect, test } from 'vitest';
import { csv } from './csv.ts';

const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

describe('QZ25 what is exported', () => {
  test.for([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =HYPERLINK("http://x")',
    '\u00a0=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    "|cmd|' /C calc'!A0",
    '%0A=1',
  ])('%j is no formula', (name) => {
    const cell = textOf(csv(['name'], [[name]]))
      .split('\r\n')
      .slice(1)
      .join('\r\n');
    expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
    expect(cell).toContain(name.replaceAll('"', '""'));
  });

  test('is UTF-8 with its mark, quoted where it must be, with numbers as numbers', () => {
    const text = textOf(csv(['name', 'points', 'passed', 'at'], [['Zoë "Z", Lefèvre\nÅ', -1.5, true, null]]));
    expect(text).toBe('\ufeffname,points,passed,at\r\n"Zoë ""Z"", Lefèvre\nÅ",-1.5,yes,\r\n');
  });
});
